package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.MalformedValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A vGPU type by its number in the driver's table, printed as the mdev framework does: {@code nvidia-697}. */
public record MdevType(int number) implements VgpuTypeReference, Comparable<MdevType> {

    // nvidia-697
    private static final Pattern FORM = Pattern.compile("nvidia-([1-9][0-9]{0,8})");

    public MdevType {
        if (number < 1) {
            throw malformed("nvidia-" + number);
        }
    }

    public static MdevType parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw malformed(text);
        }
        return new MdevType(Integer.parseInt(m.group(1)));
    }

    @Override
    public int compareTo(MdevType other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "nvidia-" + number;
    }

    private static MalformedValueException malformed(String found) {
        return new MalformedValueException("mdev type", found, "nvidia-<number> such as nvidia-697");
    }
}
