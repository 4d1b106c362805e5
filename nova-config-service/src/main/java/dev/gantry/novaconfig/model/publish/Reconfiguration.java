package dev.gantry.novaconfig.model.publish;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of the reconfigure command on the Ansible control host.
 *
 * @param revisions ids of those that count as published when it ends well
 * @param tries how often it was begun
 * @param result how it ended, null until then
 */
public record Reconfiguration(
        String id,
        List<String> hosts,
        List<String> revisions,
        String command,
        ReconfigurationState state,
        int tries,
        @Nullable String result,
        Request request,
        @Nullable Instant endedAt) {

    /** Who asked for it and when. */
    public record Request(String by, Instant at) {}

    public Reconfiguration {
        hosts = List.copyOf(hosts);
        revisions = List.copyOf(revisions);
    }

    public static Reconfiguration requested(
            String id, List<String> hosts, List<String> revisions, String command, Request request) {
        return new Reconfiguration(id, hosts, revisions, command, ReconfigurationState.WAITING, 0, null, request, null);
    }

    /** Begun, or taken up after a replica died. */
    public Reconfiguration begun() {
        return to(ReconfigurationState.RUNNING, tries + 1, null, null);
    }

    public Reconfiguration done(String how, Instant at) {
        return to(ReconfigurationState.SUCCEEDED, tries, how, at);
    }

    public Reconfiguration failed(String why, Instant at) {
        return to(ReconfigurationState.FAILED, tries, why, at);
    }

    private Reconfiguration to(ReconfigurationState next, int begun, @Nullable String how, @Nullable Instant at) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a reconfiguration that is " + state + " does not become " + next);
        }
        return new Reconfiguration(id, hosts, revisions, command, next, begun, how, request, at);
    }
}
