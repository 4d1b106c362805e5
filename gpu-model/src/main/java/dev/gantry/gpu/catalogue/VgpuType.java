package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.mig.MigProfile;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One vGPU type of a card as the catalogue knows it. A 0 in {@code number}, {@code mostEqual} or {@code mostMixed} means
 * that no public source gives the value: the number is then found by name on the host.
 *
 * @param framebufferMib memory of one vGPU
 * @param mostEqual how many fit on a card that carries only vGPUs of this size
 * @param mostMixed how many fit when sizes are mixed; never given for MIG-backed types
 */
public record VgpuType(VgpuTypeName name, int number, int framebufferMib, int mostEqual, int mostMixed) {

    /** What a name alone tells of a type that the catalogue does not have. */
    public static VgpuType byName(VgpuTypeName name) {
        int mib = name.gigabytes() == 0 ? 512 : name.gigabytes() * 1024;
        return new VgpuType(name, 0, mib, 0, 0);
    }

    VgpuType withNumber(int other) {
        return new VgpuType(name, other, framebufferMib, mostEqual, mostMixed);
    }

    public Optional<MdevType> mdevType() {
        return number == 0 ? Optional.empty() : Optional.of(new MdevType(number));
    }

    public VgpuSeries series() {
        return name.series();
    }

    /** The MIG device behind one vGPU; empty for a time-sliced type. */
    public Optional<MigProfile> migProfile() {
        return name.migProfile();
    }

    public OptionalInt limit(TimeSlicing slicing) {
        int most = slicing == TimeSlicing.MIXED_SIZE ? mostMixed : mostEqual;
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    boolean answersTo(VgpuTypeReference wanted) {
        return switch (wanted) {
            case MdevType type -> type.number() == number;
            case VgpuTypeName other -> other.equals(name);
        };
    }
}
