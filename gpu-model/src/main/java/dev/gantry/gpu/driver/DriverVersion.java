package dev.gantry.gpu.driver;

import dev.gantry.gpu.MalformedValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A driver version as NVIDIA prints it, ordered by its numbers: {@code 525.105.14}, {@code 595.58.02}. */
public record DriverVersion(String text) implements Comparable<DriverVersion> {

    // 525.105.14
    static final String FORM = "[1-9][0-9]{2,3}(?:\\.[0-9]{1,4}){1,2}";
    private static final Pattern PATTERN = Pattern.compile(FORM);

    public DriverVersion {
        if (!PATTERN.matcher(text).matches()) {
            throw new MalformedValueException("driver version", text, "numbers with dots such as 525.105.14");
        }
    }

    public static DriverVersion parse(String text) {
        return new DriverVersion(text.strip());
    }

    /** The first number, 525 of {@code 525.105.14}. */
    public int branch() {
        return numbers().getFirst();
    }

    /** The vGPU software release of this branch; empty for a branch that is none. */
    public Optional<VgpuRelease> release() {
        return VgpuRelease.ofBranch(branch());
    }

    @Override
    public int compareTo(DriverVersion other) {
        return Arrays.compare(
                numbers().stream().mapToInt(n -> n).toArray(),
                other.numbers().stream().mapToInt(n -> n).toArray());
    }

    @Override
    public String toString() {
        return text;
    }

    private List<Integer> numbers() {
        return Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList();
    }
}
