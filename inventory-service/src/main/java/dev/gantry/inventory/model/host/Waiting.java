package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.lifecycle.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host waits for, and the calls with which a person goes on. {@code next} is empty where only a service is waited for; for a
 * bookable host that lacks nothing there is no waiting at all.
 */
public record Waiting(String reason, List<String> next) {

    public Waiting {
        next = List.copyOf(next);
    }

    /** Null for a host that waits for nothing. */
    public static @Nullable Waiting of(Host host) {
        return switch (host.state()) {
            case ENROLLED ->
                host.is(Flag.NEEDS_HOST_KEY)
                        ? on(host, Flag.NEEDS_HOST_KEY, Operation.CHANGE)
                        : on(host, "an inspection", Operation.INSPECT);
            case INSPECTING -> on(host, "the provisioner's inspection, until " + host.deadline());
            case INSPECTED -> inspected(host);
            case PROVISIONING -> on(host, "the end of the provisioner's run; each finished step gives it more time");
            case PROVISIONED -> provisioned(host);
            case CONFIGURED -> configured(host);
            case ACTIVE -> pending(host);
            case DRAINING -> draining(host);
            case FAILED -> failed(host);
            case MAINTENANCE -> on(host, "a person, who works on it", Operation.RESUME);
            case RETIRED -> on(host, "its removal", Operation.DELETE);
        };
    }

    private static Waiting inspected(Host host) {
        if (host.is(Flag.LAYOUT_IMPOSSIBLE)) {
            return on(host, Flag.LAYOUT_IMPOSSIBLE, Operation.CHANGE);
        }
        if (host.is(Flag.BLOCKED)) {
            return on(host, Flag.BLOCKED, Operation.INSPECT, Operation.APPROVE);
        }
        return host.is(Flag.NEEDS_APPROVAL)
                ? on(host, Flag.NEEDS_APPROVAL, Operation.APPROVE)
                : on(
                        host,
                        "a desired state, or the order to carry out its plan",
                        Operation.CHANGE,
                        Operation.PROVISION);
    }

    private static Waiting provisioned(Host host) {
        Waiting pending = pending(host);
        if (pending != null) {
            return pending;
        }
        return host.is(Flag.REVISION_HELD)
                ? on(host, Flag.REVISION_HELD, Operation.CHANGE)
                : on(host, "the publication of its configuration by nova-config");
    }

    private static Waiting configured(Host host) {
        Waiting pending = pending(host);
        if (pending != null) {
            return pending;
        }
        return host.is(Flag.PLACEMENT_MISMATCH)
                ? on(host, Flag.PLACEMENT_MISMATCH, Operation.INSPECT, Operation.ACTIVATE)
                : on(host, "the placement check, or the word of a person", Operation.ACTIVATE);
    }

    /** What has to be done about a host whose devices are made: its desired state is another one, or it is not any more as it was made. */
    private static @Nullable Waiting pending(Host host) {
        if (host.is(Flag.LAYOUT_IMPOSSIBLE)) {
            return on(host, Flag.LAYOUT_IMPOSSIBLE, Operation.CHANGE);
        }
        if (host.is(Flag.BLOCKED)) {
            return on(host, Flag.BLOCKED, Operation.INSPECT, Operation.APPROVE);
        }
        if (host.is(Flag.NEEDS_APPROVAL)) {
            return on(host, Flag.NEEDS_APPROVAL, Operation.APPROVE);
        }
        if (host.is(Flag.CHANGE_PENDING)) {
            return on(host, Flag.CHANGE_PENDING, Operation.PROVISION);
        }
        return host.is(Flag.DRIFTED) ? on(host, Flag.DRIFTED, Operation.PROVISION) : null;
    }

    private static Waiting draining(Host host) {
        String until = ", until " + host.deadline();
        if (host.is(Flag.MAINTENANCE_REQUESTED)) {
            return on(
                    host,
                    "its guests to leave before maintenance (%s)%s"
                            .formatted(host.flags().get(Flag.MAINTENANCE_REQUESTED), until),
                    Operation.CONFIRM_DRAINED,
                    Operation.RESUME);
        }
        if (host.is(Flag.NOVA_DRAIN) && !host.is(Flag.NEEDS_APPROVAL)) {
            return on(host, host.flags().get(Flag.NOVA_DRAIN) + until, Operation.CONFIRM_DRAINED, Operation.RESUME);
        }
        if (host.is(Flag.DRAINED)) {
            return drained(host);
        }
        return host.is(Flag.NEEDS_APPROVAL)
                ? on(
                        host,
                        "approval (%s) and its guests to leave%s"
                                .formatted(host.flags().get(Flag.NEEDS_APPROVAL), until),
                        Operation.APPROVE,
                        Operation.CONFIRM_DRAINED,
                        Operation.RESUME)
                : on(
                        host,
                        "its guests to leave: nobody here can see that, so say it" + until,
                        Operation.CONFIRM_DRAINED,
                        Operation.RESUME);
    }

    /** Its guests are gone, yet the run may not begin. */
    private static Waiting drained(Host host) {
        return host.is(Flag.NEEDS_APPROVAL)
                ? on(host, Flag.NEEDS_APPROVAL, Operation.APPROVE, Operation.RESUME)
                : on(host, Flag.DRAINED, Operation.INSPECT, Operation.CONFIRM_DRAINED, Operation.RESUME);
    }

    private static Waiting failed(Host host) {
        Failure failure = host.failure();
        String why = failure == null ? "a new inspection" : failure.reason() + ": " + failure.detail();
        boolean mayHelp = failure != null && !failure.reason().equals(Failure.HOST_KEY_CHANGED);
        return mayHelp
                ? on(host, why, Operation.RETRY, Operation.INSPECT, Operation.CHANGE)
                : on(host, why, Operation.CHANGE);
    }

    private static Waiting on(Host host, Flag flag, Operation... operations) {
        return on(host, String.valueOf(host.flags().get(flag)), operations);
    }

    private static Waiting on(Host host, String reason, Operation... operations) {
        return new Waiting(
                reason,
                List.of(operations).stream().map(o -> o.call(host.name())).toList());
    }
}
