package dev.gantry.gpu.mig;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cards that are cut the same way: their profiles, the slices they have, and where each profile may lie.
 * Source: {@code nvidia-smi mig -lgipp} of 7-slice cards and A30; sizes from NVIDIA/mig-parted, deployments, config-default.yaml,
 * and the MIG user guide's table of supported profiles.
 *
 * @param name what the catalogue calls it: {@code A30}, or the memory of a 7-slice card such as {@code 80GB}
 * @param framebufferMib memory of such a card, by which an unknown model is recognised
 */
public record MigFamily(String name, int framebufferMib, int computeSlices, int memorySlices, List<MigSlot> slots) {

    /** A driver shows up to 1.1 % less than the catalogue's figure; the next unlike card (GH200, 96 GB) is 1.7 % away. */
    private static final double TOLERANCE = 0.012;

    private static final List<MigFamily> ALL = List.of(
            fourSlices(),
            sevenSlices("40GB", 40_960, 5, 10, 20, 40),
            sevenSlices("80GB", 81_920, 10, 20, 40, 80),
            sevenSlices("94GB", 96_246, 12, 24, 47, 94),
            sevenSlices("141GB", 144_384, 18, 35, 71, 141),
            sevenSlices("180GB", 184_320, 23, 45, 90, 180));

    public MigFamily {
        slots = slots.stream().sorted(Comparator.comparing(MigSlot::profile)).toList();
    }

    public static List<MigFamily> all() {
        return ALL;
    }

    public static Optional<MigFamily> named(String name) {
        return ALL.stream().filter(f -> f.name.equals(name)).findFirst();
    }

    /** The family of a MIG-capable card that the catalogue does not know, by the memory that its driver reports. */
    public static Optional<MigFamily> ofFramebuffer(int mib) {
        return ALL.stream()
                .filter(f -> Math.abs(f.framebufferMib - mib) <= f.framebufferMib * TOLERANCE)
                .findFirst();
    }

    /** Small to large. */
    public List<MigProfile> profiles() {
        return slots.stream().map(MigSlot::profile).toList();
    }

    public Optional<MigSlot> slot(MigProfile profile) {
        return slots.stream().filter(s -> s.profile().equals(profile)).findFirst();
    }

    /** The profile of this family with as many slices: {@code 1g.10gb} here for {@code 1g.5gb} of a smaller card. */
    Optional<MigProfile> alike(MigProfile foreign) {
        return profiles().stream()
                .filter(p -> p.gpuSlices() == foreign.gpuSlices())
                .filter(p -> p.with().equals(foreign.with()))
                .findFirst()
                .or(() -> profiles().stream()
                        .filter(p -> p.gpuSlices() == foreign.gpuSlices())
                        .findFirst());
    }

    /** Sizes in GB of an eighth, a quarter, a half and the whole of the memory. */
    private static MigFamily sevenSlices(String name, int mib, int... sizes) {
        MigSlot one = slot(1, sizes[0], 1, IntStream.range(0, 7).boxed().toList());
        return new MigFamily(
                name,
                mib,
                7,
                8,
                List.of(
                        one,
                        one.withMedia(),
                        slot(1, sizes[1], 2, List.of(0, 2, 4, 6)),
                        slot(2, sizes[1], 2, List.of(0, 2, 4)),
                        slot(3, sizes[2], 4, List.of(0, 4)),
                        slot(4, sizes[2], 4, List.of(0)),
                        slot(7, sizes[3], 8, List.of(0))));
    }

    private static MigFamily fourSlices() {
        MigSlot one = slot(1, 6, 1, List.of(0, 1, 2, 3));
        MigSlot two = slot(2, 12, 2, List.of(0, 2));
        return new MigFamily(
                "A30",
                24_576,
                4,
                4,
                Stream.of(one, one.withMedia(), two, two.withMedia(), slot(4, 24, 4, List.of(0)))
                        .toList());
    }

    private static MigSlot slot(int slices, int gigabytes, int memorySlices, List<Integer> starts) {
        return new MigSlot(MigProfile.of(slices, gigabytes), memorySlices, starts, starts.size());
    }
}
