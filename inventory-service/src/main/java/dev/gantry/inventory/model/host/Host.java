package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.lifecycle.HostState;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host as inventory knows it. {@code version} rises with every change. {@code flags} hold a reason each. {@code deadline} is
 * set while somebody works on it.
 */
public record Host(
        String name,
        long version,
        HostState state,
        Instant since,
        @Nullable Instant deadline,
        HostSpec spec,
        SortedMap<Flag, String> flags,
        Work work,
        @Nullable Failure failure,
        @Nullable Approval approval) {

    /**
     * Versions that answers are held against: {@code inspection} of the last inspection asked for, {@code run} of the last run asked
     * for, {@code spec} at which the spec last changed, {@code based} the spec version that the newest of both was asked with,
     * {@code published} and {@code placementChecked} of the run that nova-config last spoke of: its word may come before the
     * provisioner's. {@code edited}: at which what a person can edit of the host last changed.
     */
    public record Work(
            long inspection, long run, long spec, long based, long published, long placementChecked, long edited) {

        public static Work none(long version) {
            return new Work(0, 0, version, 0, 0, 0, version);
        }

        public Work inspecting(long version) {
            return new Work(version, run, spec, spec, published, placementChecked, edited);
        }

        public Work running(long version) {
            return new Work(inspection, version, spec, spec, published, placementChecked, edited);
        }

        public Work changed(long version) {
            return new Work(inspection, run, version, based, published, placementChecked, edited);
        }

        public Work published(long version) {
            return new Work(inspection, run, spec, based, version, placementChecked, edited);
        }

        public Work placementChecked(long version) {
            return new Work(inspection, run, spec, based, published, version, edited);
        }

        public Work edited(long version) {
            return new Work(inspection, run, spec, based, published, placementChecked, version);
        }

        /** Answers that are still under way are not waited for any more. */
        public Work forgotten() {
            return new Work(0, 0, spec, based, published, placementChecked, edited);
        }
    }

    public Host {
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }

    /** A new host, not yet inspected. */
    public static Host enrolled(String name, long version, HostSpec spec, Instant now) {
        return new Host(
                name, version, HostState.ENROLLED, now, null, spec, new TreeMap<>(), Work.none(version), null, null);
    }

    public Host at(long newVersion) {
        return new Host(name, newVersion, state, since, deadline, spec, flags, work, failure, approval);
    }

    public Host in(HostState newState, Instant now, @Nullable Instant newDeadline) {
        Instant entered = newState == state ? since : now;
        return new Host(name, version, newState, entered, newDeadline, spec, flags, work, failure, approval);
    }

    public Host with(HostSpec newSpec) {
        return new Host(name, version, state, since, deadline, newSpec, flags, work, failure, approval);
    }

    public Host with(Work newWork) {
        return new Host(name, version, state, since, deadline, spec, flags, newWork, failure, approval);
    }

    public Host failed(@Nullable Failure newFailure) {
        return new Host(name, version, state, since, deadline, spec, flags, work, newFailure, approval);
    }

    public Host approved(@Nullable Approval newApproval) {
        return new Host(name, version, state, since, deadline, spec, flags, work, failure, newApproval);
    }

    public Host raise(Flag flag, String reason) {
        SortedMap<Flag, String> raised = new TreeMap<>(flags);
        raised.put(flag, reason);
        return withFlags(raised);
    }

    public Host lower(Flag... lowered) {
        SortedMap<Flag, String> left = new TreeMap<>(flags);
        for (Flag flag : lowered) {
            left.remove(flag);
        }
        return withFlags(left);
    }

    /** Raises what has a reason and lowers the rest of {@code judged}. */
    public Host judged(Map<Flag, Optional<String>> judged) {
        SortedMap<Flag, String> result = new TreeMap<>(flags);
        new EnumMap<>(judged)
                .forEach((flag, reason) -> reason.ifPresentOrElse(r -> result.put(flag, r), () -> result.remove(flag)));
        return withFlags(result);
    }

    public boolean is(Flag flag) {
        return flags.containsKey(flag);
    }

    /** The spec changed after the newest inspection or run was asked for. */
    public boolean isBehind() {
        return work.spec() > work.based();
    }

    private Host withFlags(SortedMap<Flag, String> newFlags) {
        return new Host(name, version, state, since, deadline, spec, newFlags, work, failure, approval);
    }
}
