package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.mig.MigProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds places for a demand on the cards of many hosts, so that as little as possible is disturbed: vGPUs that are there count first, then empty
 * cards are cut, then free functions are used, then cards that carry nothing of the demand are cut anew as far as the policy allows.
 * A card that carries some of the demand is never cut anew.
 */
public final class FleetPlanner {

    private static final Comparator<FleetCard> LEAST_DISTURBED = Comparator.<FleetCard, Occupancy.State>comparing(
                    c -> c.occupancy().state())
            .thenComparingInt(c -> c.occupancy().guests())
            .thenComparing(FleetCard::host)
            .thenComparing(FleetCard::address);

    private final Map<CardShape, CardCapacity> rooms = new HashMap<>();
    private final List<FleetCard> cards;
    private final RetypePolicy policy;
    private final List<CardChange> changes = new ArrayList<>();
    private final Set<FleetCard> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    private VgpuDemand left = VgpuDemand.none();

    private FleetPlanner(List<FleetCard> cards, RetypePolicy policy) {
        this.cards = cards;
        this.policy = policy;
    }

    /** {@code demand} is what these cards shall carry in all, what they carry now included. */
    public static FleetPlan plan(VgpuDemand demand, List<FleetCard> cards, RetypePolicy policy) {
        return new FleetPlanner(cards, policy).plan(demand);
    }

    private FleetPlan plan(VgpuDemand demand) {
        Map<VgpuType, Integer> present = present(demand);
        left = demand.minus(present);
        List<FleetCard> ordered = cards.stream().sorted(LEAST_DISTURBED).toList();
        ordered.stream().filter(c -> c.current().isEmpty()).forEach(c -> cut(c, CardChange.Kind.CUT));
        ordered.stream().filter(c -> !c.current().isEmpty()).forEach(this::extend);
        List<FleetCard> others =
                ordered.stream().filter(c -> carriesOther(c, demand)).toList();
        others.stream().filter(this::mayRetype).forEach(c -> cut(c, CardChange.Kind.RETYPE));
        Shortage shortage = new Shortage(left, changed, others, policy, this::room);
        return new FleetPlan(demand, present, changes, left, shortage.reasons(cards), shortage.instead(demand));
    }

    private Map<VgpuType, Integer> present(VgpuDemand demand) {
        Map<VgpuType, Integer> present = new LinkedHashMap<>();
        for (FleetCard card : cards) {
            card.current().functions().values().stream()
                    .filter(type -> demand.count(type) > 0)
                    .forEach(type -> present.merge(type, 1, Integer::sum));
        }
        return present;
    }

    private CardCapacity room(FleetCard card) {
        return rooms.computeIfAbsent(card.shape(), CardCapacity::new);
    }

    private void cut(FleetCard card, CardChange.Kind kind) {
        if (left.isEmpty()) {
            return;
        }
        Map<VgpuType, Integer> adds = room(card).best(left);
        if (!adds.isEmpty()) {
            add(card, kind, CardContents.of(adds), adds);
        }
    }

    /** On a card that is in use: further vGPUs of its own time-sliced type, or on MIG devices that carry none. */
    private void extend(FleetCard card) {
        if (left.isEmpty()) {
            return;
        }
        Map<VgpuType, Integer> adds = new LinkedHashMap<>();
        Map<VgpuType, Integer> further = card.current().migDevices().isEmpty()
                ? room(card).remainder(card.current()).further()
                : idle(card);
        int functions = card.shape().functions() - card.current().functions().size();
        for (VgpuType type : left.counts().keySet()) {
            int count = Math.min(Math.min(left.count(type), further.getOrDefault(type, 0)), functions);
            if (count > 0) {
                adds.put(type, count);
                functions -= count;
                further = card.current().migDevices().isEmpty() ? Map.of() : used(further, type, count);
            }
        }
        if (!adds.isEmpty()) {
            add(card, CardChange.Kind.EXTEND, card.current().with(adds), adds);
        }
    }

    /** Types on one profile share its idle devices. */
    private static Map<VgpuType, Integer> used(Map<VgpuType, Integer> idle, VgpuType type, int count) {
        Map<VgpuType, Integer> rest = new LinkedHashMap<>(idle);
        rest.replaceAll((other, n) -> other.migProfile().equals(type.migProfile()) ? n - count : n);
        return rest;
    }

    /** For each type asked for: MIG devices of its profile without a vGPU. */
    private Map<VgpuType, Integer> idle(FleetCard card) {
        Map<VgpuType, Integer> idle = new LinkedHashMap<>();
        for (VgpuType type : left.counts().keySet()) {
            boolean fits = room(card).has(type)
                    && (!card.shape().carriesOneTypeOnly()
                            || card.current().functions().values().stream().allMatch(type::equals));
            if (fits) {
                type.migProfile().ifPresent(p -> idle.put(type, idle(card, p)));
            }
        }
        return idle;
    }

    private static int idle(FleetCard card, MigProfile profile) {
        long used = card.current().functions().values().stream()
                .filter(t -> t.migProfile().filter(profile::equals).isPresent())
                .count();
        return Math.max(0, card.current().migDevices().count(profile) - (int) used);
    }

    private static boolean carriesOther(FleetCard card, VgpuDemand demand) {
        return !card.current().isEmpty()
                && card.current().functions().values().stream().noneMatch(t -> demand.count(t) > 0);
    }

    private boolean mayRetype(FleetCard card) {
        return !changed.contains(card)
                && switch (policy) {
                    case NEVER -> false;
                    case WITHOUT_GUESTS -> card.occupancy().state() == Occupancy.State.FREE;
                    case ANY -> true;
                };
    }

    private void add(FleetCard card, CardChange.Kind kind, CardContents contents, Map<VgpuType, Integer> adds) {
        Map<VgpuType, Integer> gone =
                kind == CardChange.Kind.RETYPE ? card.current().counts() : Map.of();
        changes.add(new CardChange(card, kind, contents, adds, gone, room(card).remainder(contents)));
        changed.add(card);
        left = left.minus(adds);
    }
}
