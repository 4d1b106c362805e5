package dev.gantry.gpu.mig;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Solves which MIG devices fit together on a card of one family, and where each lies. A set fits when its compute slices
 * suffice, at most one device takes the media engines, and positions exist on the memory axis that do not overlap.
 */
public final class MigGeometry {

    private static final int OFFERED = 3;

    private final MigFamily family;

    public MigGeometry(MigFamily family) {
        this.family = family;
    }

    public MigFit place(Map<MigProfile, Integer> wanted) {
        return place(MigSet.of(wanted));
    }

    public MigFit place(MigSet wanted) {
        Optional<String> obstacle = obstacle(wanted);
        if (obstacle.isPresent()) {
            return new MigFit.Impossible(obstacle.get(), nearest(wanted));
        }
        return search(wanted)
                .<MigFit>map(MigFit.Placed::new)
                .orElseGet(() -> new MigFit.Impossible(
                        "the slices would suffice, but the positions that the card allows overlap", nearest(wanted)));
    }

    public boolean fits(MigSet wanted) {
        return obstacle(wanted).isEmpty() && search(wanted).isPresent();
    }

    /** Every set that fits, the empty one included. */
    public Set<MigSet> feasible() {
        Set<MigSet> found = new LinkedHashSet<>();
        List<MigSet> edge = List.of(MigSet.empty());
        while (!edge.isEmpty()) {
            found.addAll(edge);
            edge = edge.stream()
                    .flatMap(set -> family.profiles().stream().map(set::plus))
                    .distinct()
                    .filter(this::fits)
                    .toList();
        }
        return found;
    }

    /** The feasible sets to which no further device of these profiles can be added. */
    public Set<MigSet> maximal(Collection<MigProfile> profiles) {
        return feasible().stream()
                .filter(set -> profiles.containsAll(set.counts().keySet()))
                .filter(set -> profiles.stream().map(set::plus).noneMatch(this::fits))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<String> obstacle(MigSet wanted) {
        return stranger(wanted)
                .or(() -> tooMany(wanted))
                .or(() -> tooMuchMedia(wanted))
                .or(() -> tooLarge(wanted));
    }

    private Optional<String> stranger(MigSet wanted) {
        return wanted.counts().keySet().stream()
                .filter(p -> family.slot(p).isEmpty())
                .findFirst()
                .map(p -> p.isComputeShare()
                        ? p + " is a share of a GPU instance and no device of its own"
                        : "profile " + p + " does not exist on a " + family.name() + " card, which has "
                                + family.profiles());
    }

    private Optional<String> tooMany(MigSet wanted) {
        return family.slots().stream()
                .filter(s -> wanted.count(s.profile()) > s.most())
                .findFirst()
                .map(s ->
                        "%d of %s wanted, at most %d fit".formatted(wanted.count(s.profile()), s.profile(), s.most()));
    }

    private Optional<String> tooMuchMedia(MigSet wanted) {
        int takers = family.slots().stream()
                .filter(MigSlot::takesMedia)
                .mapToInt(s -> wanted.count(s.profile()))
                .sum();
        return takers > 1
                ? Optional.of(takers + " devices with +me wanted, the card has one set of media engines")
                : Optional.empty();
    }

    private Optional<String> tooLarge(MigSet wanted) {
        int compute = 0;
        int memory = 0;
        for (MigSlot slot : family.slots()) {
            compute += slot.computeSlices() * wanted.count(slot.profile());
            memory += slot.memorySlices() * wanted.count(slot.profile());
        }
        if (compute > family.computeSlices()) {
            return Optional.of(compute + " compute slices wanted, the card has " + family.computeSlices());
        }
        return memory > family.memorySlices()
                ? Optional.of(memory + " memory slices wanted, the card has " + family.memorySlices())
                : Optional.empty();
    }

    /** Largest first: they have the fewest positions, so a dead end shows early. */
    private Optional<List<MigPlacement>> search(MigSet wanted) {
        List<MigSlot> order = family.slots().stream()
                .sorted(Comparator.comparingInt(MigSlot::memorySlices).reversed())
                .flatMap(s -> Collections.nCopies(wanted.count(s.profile()), s).stream())
                .toList();
        List<MigPlacement> placed = new ArrayList<>();
        return fill(order, 0, placed) ? Optional.of(placed) : Optional.empty();
    }

    private boolean fill(List<MigSlot> order, int taken, List<MigPlacement> placed) {
        if (placed.size() == order.size()) {
            return true;
        }
        MigSlot next = order.get(placed.size());
        for (int start : next.starts()) {
            if ((taken & next.mask(start)) == 0) {
                placed.add(new MigPlacement(next.profile(), start, next.memorySlices()));
                if (fill(order, taken | next.mask(start), placed)) {
                    return true;
                }
                placed.removeLast();
            }
        }
        return false;
    }

    private List<MigSet> nearest(MigSet wanted) {
        MigSet here = translated(wanted);
        return feasible().stream()
                .filter(set -> !set.isEmpty())
                .sorted(Comparator.<MigSet>comparingInt(here::distance).thenComparing(MigSet::toString))
                .limit(OFFERED)
                .toList();
    }

    /** The wish in this family's own profiles, so that {@code 7x 1g.5gb} on an 80 GB card is answered with {@code 7x 1g.10gb}. */
    private MigSet translated(MigSet wanted) {
        TreeMap<MigProfile, Integer> own = new TreeMap<>();
        wanted.counts().forEach((profile, count) -> (family.slot(profile).isPresent()
                        ? Optional.of(profile)
                        : family.alike(profile))
                .ifPresent(p -> own.merge(p, count, Integer::sum)));
        return new MigSet(own);
    }
}
