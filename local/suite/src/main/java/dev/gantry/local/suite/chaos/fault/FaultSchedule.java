package dev.gantry.local.suite.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which faults fall when: all of it follows from the random numbers. Faults of processes leave time between them, so that work goes on;
 * nobody gets a fault while it has one.
 */
public final class FaultSchedule {
    private static final List<FaultKind> OF_PROCESSES = List.of(
            FaultKind.KILL, FaultKind.KILL, FaultKind.KILL, FaultKind.FREEZE, FaultKind.FREEZE, FaultKind.STALL);
    private static final List<FaultKind> OF_HOSTS = List.of(
            FaultKind.CUT_BEFORE_EFFECT,
            FaultKind.CUT_AFTER_EFFECT,
            FaultKind.CUT_BEFORE_EFFECT,
            FaultKind.CUT_AFTER_EFFECT,
            FaultKind.CUT_BEFORE_EFFECT,
            FaultKind.CUT_AFTER_EFFECT,
            FaultKind.FULL_DISK);
    private static final Duration FIRST = Duration.ofSeconds(8);
    /** A killed service needs about this long to answer again. */
    private static final Duration RECOVERY = Duration.ofSeconds(6);

    private final RandomGenerator random;
    private final Duration time;
    private final Duration lease;

    public FaultSchedule(RandomGenerator random, Duration time, Duration lease) {
        this.random = random;
        this.time = time;
        this.lease = lease;
    }

    /** Whom faults can befall: the processes of the suite, those of them that may have a second replica, and the hosts. */
    public record Targets(List<String> processes, List<String> services, List<String> hosts) {}

    /** In the order of time; every run begins with stalls of the broker and of each service. */
    public List<PlannedFault> make(Targets targets) {
        List<PlannedFault> faults = new ArrayList<>();
        Map<String, Duration> busyUntil = new HashMap<>();
        Duration at = FIRST;
        for (int i = 0; at.compareTo(time) < 0; i++) {
            PlannedFault fault =
                    i < opening(targets).size() ? stall(at, opening(targets).get(i)) : ofProcess(at, targets);
            if (busyUntil.getOrDefault(fault.target(), Duration.ZERO).compareTo(at) <= 0) {
                faults.add(fault);
                at = i == 0 ? at.plus(fault.length()) : at;
                busyUntil.put(
                        fault.target(),
                        at.plus(i == 0 ? Duration.ZERO : fault.length()).plus(RECOVERY));
            }
            at = at.plusMillis(random.nextLong(2_000, 7_000));
        }
        for (at = FIRST; at.compareTo(time) < 0; at = at.plusMillis(random.nextLong(400, 1_600))) {
            faults.add(ofHost(at, targets));
        }
        faults.sort(Comparator.comparing(PlannedFault::at));
        return List.copyOf(faults);
    }

    private static List<String> opening(Targets targets) {
        List<String> first = new ArrayList<>(List.of("broker"));
        first.addAll(targets.services());
        return first;
    }

    private PlannedFault stall(Duration at, String target) {
        return new PlannedFault(at, FaultKind.STALL, target, between(lease.toMillis() * 6 / 5, lease.toMillis() * 2));
    }

    private PlannedFault ofProcess(Duration at, Targets targets) {
        if (random.nextInt(12) == 0) {
            return new PlannedFault(at, FaultKind.SECOND_REPLICA, pick(targets.services()), between(15_000, 30_000));
        }
        String target = pick(targets.processes());
        return switch (pick(OF_PROCESSES)) {
            case STALL -> stall(at, target);
            case FREEZE -> new PlannedFault(at, FaultKind.FREEZE, target, between(300, lease.toMillis() / 2));
            default -> new PlannedFault(at, FaultKind.KILL, target, Duration.ZERO);
        };
    }

    private PlannedFault ofHost(Duration at, Targets targets) {
        FaultKind kind = pick(OF_HOSTS);
        Duration length = kind == FaultKind.FULL_DISK ? between(2_000, 6_000) : Duration.ZERO;
        return new PlannedFault(at, kind, pick(targets.hosts()), length);
    }

    private Duration between(long least, long most) {
        return Duration.ofMillis(random.nextLong(least, most));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
