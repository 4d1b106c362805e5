package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.mig.MigAttribute;
import dev.gantry.gpu.mig.MigProfile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vGPU type by name, without the vendor's word in front: {@code A100D-40C} (time-sliced), {@code A100D-2-20C} (MIG-backed).
 * {@code card} is the card's suffix, {@code migSlices} is 0 for a time-sliced type, {@code gigabytes} 0 means 512 MiB.
 * {@code tail} is what follows the size: the series letter and, if any, {@code ME}, {@code NOME}, {@code MEALL}, {@code GFX} or {@code 4}.
 * Source: NVIDIA/vgpu-device-manager, pkg/types/vgpu_type.go; {@code B4} is of Turing's virtual PC types.
 */
public record VgpuTypeName(String card, int migSlices, int gigabytes, String tail) implements VgpuTypeReference {

    // A100D-40C   A40-1Q   T4-2B4   RTX6000-Ada-4Q
    private static final Pattern TIME_SLICED =
            Pattern.compile("([A-Z0-9]+(?:-[A-Za-z]+)*)-(0|[1-9][0-9]{0,3})(A|B4?|C|Q)");
    // A100D-2-20C   A100D-1-10CME
    private static final Pattern MIG_BACKED =
            Pattern.compile("([A-Z0-9]+)-([1-9])-([1-9][0-9]{0,3})([ABCQ](?:ME|NOME|MEALL|GFX)?)");

    /** Takes the name with or without the vendor's words: {@code GRID A100D-2-20C}, {@code NVIDIA A40-1Q}, {@code A40-1Q}. */
    public static VgpuTypeName parse(String text) {
        String name = text.strip().replaceFirst("^.*\\s", "");
        Matcher mig = MIG_BACKED.matcher(name);
        if (mig.matches()) {
            return new VgpuTypeName(mig.group(1), number(mig, 2), number(mig, 3), mig.group(4));
        }
        Matcher plain = TIME_SLICED.matcher(name);
        if (plain.matches()) {
            return new VgpuTypeName(plain.group(1), 0, number(plain, 2), plain.group(3));
        }
        throw new MalformedValueException(
                "vGPU type", text, "nvidia-<number> or <card>-[<slices>-]<size><A|B|C|Q> such as A100D-2-20C");
    }

    public VgpuSeries series() {
        return VgpuSeries.valueOf(tail.substring(0, 1));
    }

    public boolean isMigBacked() {
        return migSlices > 0;
    }

    /** The MIG device that one vGPU of this type takes; empty for a time-sliced type. */
    public Optional<MigProfile> migProfile() {
        if (!isMigBacked()) {
            return Optional.empty();
        }
        MigProfile plain = MigProfile.of(migSlices, gigabytes);
        return Optional.of(
                switch (tail.substring(1)) {
                    case "ME" -> plain.plus(MigAttribute.ME);
                    case "NOME" -> plain.minus(MigAttribute.ME);
                    case "MEALL" -> plain.plus(MigAttribute.ME_ALL);
                    case "GFX" -> plain.plus(MigAttribute.GFX);
                    default -> plain;
                });
    }

    @Override
    public String toString() {
        return isMigBacked() ? card + "-" + migSlices + "-" + gigabytes + tail : card + "-" + gigabytes + tail;
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
