package dev.gantry.inventory.rollout.flow;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.contracts.inspection.PlannedChange;
import dev.gantry.contracts.nova.DeviceFigures;
import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.host.PlacementFigures;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost;
import dev.gantry.inventory.rollout.model.RolloutRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what a rollout would do, by what is known now. Changes nothing. */
@ApplicationScoped
class RolloutPlanner {

    private static final HostListQuery.Selection ALL =
            new HostListQuery.Selection(null, null, null, null, Map.of(), null);
    private static final int MOST = 20_000;

    private final HostQueries hosts;

    RolloutPlanner(HostQueries hosts) {
        this.hosts = hosts;
    }

    @Transactional
    RolloutPlan plan(Rollout rollout) {
        Map<String, InspectedHost> known = new TreeMap<>();
        hosts.inspected(ALL, MOST).forEach(h -> known.put(h.host().name(), h));
        List<String> names = rollout.hosts().stream().map(RolloutHost::host).toList();
        List<RolloutPlan.StagePlan> stages = new ArrayList<>();
        RolloutRules rules = rollout.rules();
        int canary = Math.min(rules.canary(), names.size());
        for (int from = 0; from < names.size(); ) {
            boolean isCanary = from < canary;
            int to = Math.min(isCanary ? canary : names.size(), from + rules.maxInFlight());
            List<String> away = names.subList(from, to);
            stages.add(new RolloutPlan.StagePlan(
                    isCanary,
                    away.stream()
                            .map(known::get)
                            .filter(Objects::nonNull)
                            .map(h -> host(rollout, h))
                            .toList(),
                    freeElsewhere(known, away)));
            from = to;
        }
        return new RolloutPlan(stages);
    }

    private static RolloutPlan.HostPlan host(Rollout rollout, InspectedHost found) {
        Map<String, Object> own = found.host().spec().own().values();
        List<String> changes = rollout.change().entrySet().stream()
                .filter(e -> !Objects.equals(e.getValue(), own.get(e.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        PlacementFigures figures = found.figures();
        return new RolloutPlan.HostPlan(
                found.host().name(),
                found.host().state(),
                changes,
                figures == null
                        ? null
                        : figures.devices().stream()
                                .mapToInt(DeviceFigures::used)
                                .sum(),
                changes.isEmpty() ? reboots(found.inspection()) : null,
                waits(found.host().state()));
    }

    private static @Nullable Integer reboots(@Nullable Inspection inspection) {
        Plan plan = inspection == null ? null : inspection.plan();
        return plan == null
                ? null
                : (int) plan.changes().stream().filter(PlannedChange::reboot).count();
    }

    private static @Nullable String waits(HostState state) {
        return switch (state.readiness()) {
            case READY -> null;
            case BUSY -> "what it does now";
            case NEEDS_A_PERSON -> "a person";
        };
    }

    private static Map<String, Integer> freeElsewhere(Map<String, InspectedHost> known, List<String> away) {
        Map<String, Integer> free = new TreeMap<>();
        for (InspectedHost host : known.values()) {
            PlacementFigures figures = host.figures();
            if (figures != null
                    && !away.contains(host.host().name())
                    && host.host().state() == HostState.ACTIVE) {
                figures.devices().forEach(d -> free.merge(d.resourceClass(), d.total() - d.used(), Integer::sum));
            }
        }
        return free;
    }
}
