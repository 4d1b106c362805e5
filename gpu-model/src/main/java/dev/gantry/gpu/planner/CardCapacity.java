package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.TimeSlicing;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.mig.MigFamily;
import dev.gantry.gpu.mig.MigGeometry;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSet;
import dev.gantry.gpu.mig.MigSlot;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What fits on cards of one shape. Remembers what it worked out, so thousands of like cards cost no more than one. */
final class CardCapacity {

    private static final Comparator<MigSet> FEWEST_DEVICES = Comparator.comparingInt(
            set -> set.counts().values().stream().mapToInt(Integer::intValue).sum());

    private final CardShape shape;
    private final Optional<MigFamily> family;
    private final Map<Map<VgpuType, Integer>, Map<VgpuType, Integer>> known = new HashMap<>();
    private final Map<CardContents, CardRemainder> remainders = new HashMap<>();
    private List<MigSet> feasible = List.of();

    CardCapacity(CardShape shape) {
        this.shape = shape;
        this.family = MigFamily.named(shape.model().migFamily());
    }

    CardShape shape() {
        return shape;
    }

    Optional<MigFamily> family() {
        return family;
    }

    /** How many of the type an empty card holds when it carries nothing else; 0 when it is a type of another card. */
    int most(VgpuType type) {
        if (!has(type)) {
            return 0;
        }
        int most = type.migProfile().map(this::most).orElseGet(() -> mostTimeSliced(type));
        return Math.min(most, shape.functions());
    }

    boolean has(VgpuType type) {
        return type.name().card().equals(shape.model().suffix());
    }

    /** As much of what is asked for as one empty card can take: by memory, then in the fewest pieces. */
    Map<VgpuType, Integer> best(VgpuDemand demand) {
        Map<VgpuType, Integer> capped = new LinkedHashMap<>();
        for (VgpuType type : Sizes.largestFirst(demand.counts().keySet())) {
            int most = Math.min(demand.count(type), most(type));
            if (most > 0) {
                capped.put(type, most);
            }
        }
        return capped.isEmpty() ? capped : known.computeIfAbsent(capped, this::choose);
    }

    private Map<VgpuType, Integer> choose(Map<VgpuType, Integer> capped) {
        Map<VgpuType, Integer> best = mig(capped);
        // One size on a card is simpler than the mode for several, which is for when it carries more.
        Map<VgpuType, Integer> several = severalSizes(capped);
        for (Map.Entry<VgpuType, Integer> entry : capped.entrySet()) {
            Map<VgpuType, Integer> sliced = Map.of(entry.getKey(), entry.getValue());
            if (!entry.getKey().name().isMigBacked() && memory(sliced) > memory(best)) {
                best = sliced;
            }
        }
        return memory(several) > memory(best) ? several : best;
    }

    /** Large ones first, as many of each as the mode for mixed sizes takes, while there is memory left. */
    private Map<VgpuType, Integer> severalSizes(Map<VgpuType, Integer> capped) {
        Map<VgpuType, Integer> chosen = new LinkedHashMap<>();
        if (!shape.mixesSizes()) {
            return chosen;
        }
        int functions = shape.functions();
        for (Map.Entry<VgpuType, Integer> entry : capped.entrySet()) {
            if (!entry.getKey().name().isMigBacked()) {
                int count = Math.min(Math.min(entry.getValue(), functions), mostBeside(entry.getKey(), chosen));
                if (count > 0) {
                    chosen.put(entry.getKey(), count);
                    functions -= count;
                }
            }
        }
        return chosen;
    }

    /** How many more of a type a card takes that is set to mixed sizes and carries these. */
    private int mostBeside(VgpuType type, Map<VgpuType, Integer> there) {
        int byMemory = (shape.model().framebufferMib() - memory(there)) / Math.max(1, type.framebufferMib());
        int limit = type.limit(TimeSlicing.MIXED_SIZE).orElse(byMemory) - there.getOrDefault(type, 0);
        return Math.clamp(Math.min(byMemory, limit), 0, shape.functions());
    }

    /** Vgpus of several sizes are there, so the card is in the mode for them: only an empty card can be switched. */
    private static boolean isMixed(Collection<VgpuType> there) {
        return there.stream().map(VgpuType::framebufferMib).distinct().count() > 1;
    }

    private Map<VgpuType, Integer> mig(Map<VgpuType, Integer> capped) {
        Map<MigProfile, Integer> profiles = new HashMap<>();
        capped.forEach((type, count) -> type.migProfile().ifPresent(p -> profiles.merge(p, count, Integer::sum)));
        if (profiles.isEmpty()) {
            return Map.of();
        }
        MigSet wanted = MigSet.of(profiles);
        return feasible().stream()
                .filter(set -> set.isWithin(wanted))
                .filter(set -> !shape.carriesOneTypeOnly() || set.counts().size() <= 1)
                .filter(set -> devices(set) <= shape.functions())
                .max(Comparator.<MigSet>comparingInt(this::memorySlices).thenComparing(FEWEST_DEVICES.reversed()))
                .map(set -> types(set, capped))
                .orElse(Map.of());
    }

    /** Two types may lie on one profile (series C and Q): the larger demand comes first. */
    private Map<VgpuType, Integer> types(MigSet set, Map<VgpuType, Integer> capped) {
        Map<VgpuType, Integer> types = new LinkedHashMap<>();
        Map<MigProfile, Integer> left = new HashMap<>(set.counts());
        for (Map.Entry<VgpuType, Integer> entry : capped.entrySet()) {
            MigProfile profile = entry.getKey().migProfile().orElse(null);
            int count = profile == null ? 0 : Math.min(entry.getValue(), left.getOrDefault(profile, 0));
            if (count > 0 && (types.isEmpty() || !shape.carriesOneTypeOnly())) {
                types.put(entry.getKey(), count);
                left.merge(profile, -count, Integer::sum);
            }
        }
        return types;
    }

    /** What is left beside these contents. */
    CardRemainder remainder(CardContents contents) {
        return remainders.computeIfAbsent(contents, this::left);
    }

    private CardRemainder left(CardContents contents) {
        Map<VgpuType, Integer> further = new LinkedHashMap<>();
        for (VgpuType type : Sizes.largestFirst(shape.model().types())) {
            int count = further(type, contents);
            if (count > 0) {
                further.put(type, count);
            }
        }
        int used = memory(contents.counts());
        boolean mig = !contents.migDevices().isEmpty();
        int compute = mig ? family.map(MigFamily::computeSlices).orElse(0) - compute(contents.migDevices()) : 0;
        int memory = mig ? family.map(MigFamily::memorySlices).orElse(0) - memorySlices(contents.migDevices()) : 0;
        return new CardRemainder(compute, memory, Math.max(0, shape.model().framebufferMib() - used), further);
    }

    private int further(VgpuType type, CardContents contents) {
        if (contents.isEmpty()) {
            return most(type);
        }
        Collection<VgpuType> there = contents.functions().values();
        int functions = shape.functions() - there.size();
        boolean strange = shape.carriesOneTypeOnly() && there.stream().anyMatch(t -> !t.equals(type));
        boolean mixed = type.name().isMigBacked() == contents.migDevices().isEmpty();
        if (functions <= 0 || strange || mixed) {
            return 0;
        }
        return type.migProfile()
                .map(p -> Math.min(functions, furtherDevices(p, contents.migDevices())))
                .orElseGet(() -> Math.clamp(furtherTimeSliced(type, contents), 0, functions));
    }

    private int furtherTimeSliced(VgpuType type, CardContents contents) {
        Collection<VgpuType> there = contents.functions().values();
        if (isMixed(there)) {
            return mostBeside(type, contents.counts());
        }
        return there.stream().allMatch(type::equals) ? mostTimeSliced(type) - there.size() : 0;
    }

    private int furtherDevices(MigProfile profile, MigSet there) {
        MigGeometry geometry = new MigGeometry(family.orElseThrow());
        int count = 0;
        for (MigSet next = there.plus(profile); geometry.fits(next); next = next.plus(profile)) {
            count++;
        }
        return count;
    }

    private int most(MigProfile profile) {
        return family.flatMap(f -> f.slot(profile)).map(MigSlot::most).orElse(0);
    }

    private int mostTimeSliced(VgpuType type) {
        return type.limit(TimeSlicing.EQUAL_SIZE)
                .orElseGet(() -> shape.model().framebufferMib() / Math.max(1, type.framebufferMib()));
    }

    private List<MigSet> feasible() {
        if (feasible.isEmpty()) {
            feasible =
                    family.map(f -> List.copyOf(new MigGeometry(f).feasible())).orElse(List.of());
        }
        return feasible;
    }

    private int memorySlices(MigSet set) {
        return slots(set, MigSlot::memorySlices);
    }

    private int compute(MigSet set) {
        return slots(set, MigSlot::computeSlices);
    }

    private int slots(MigSet set, java.util.function.ToIntFunction<MigSlot> size) {
        return set.counts().entrySet().stream()
                .mapToInt(e -> family.flatMap(f -> f.slot(e.getKey()))
                        .map(s -> size.applyAsInt(s) * e.getValue())
                        .orElse(0))
                .sum();
    }

    private static int devices(MigSet set) {
        return set.counts().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int memory(Map<VgpuType, Integer> counts) {
        return counts.entrySet().stream()
                .mapToInt(e -> e.getKey().framebufferMib() * e.getValue())
                .sum();
    }
}
