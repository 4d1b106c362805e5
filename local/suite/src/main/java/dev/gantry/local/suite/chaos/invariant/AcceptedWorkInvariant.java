package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.launcher.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What was accepted with 202 and can be done is done in the end. */
public final class AcceptedWorkInvariant implements Invariant {
    private final RecordingClient caller;
    private final Service service;
    private final String collection;
    private final String end;
    private final Supplier<Set<String>> accepted;

    /** @param end the state in which it is done, e.g. {@code PUBLISHED} */
    public AcceptedWorkInvariant(
            RecordingClient caller, Service service, String collection, String end, Supplier<Set<String>> accepted) {
        this.caller = caller;
        this.service = service;
        this.collection = collection;
        this.end = end;
        this.accepted = accepted;
    }

    @Override
    public String text() {
        return "accepted work is done";
    }

    @Override
    public List<InvariantBreach> look() {
        return List.of();
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        return accepted.get().stream().flatMap(id -> unfinished(id).stream()).toList();
    }

    private Optional<InvariantBreach> unfinished(String id) {
        String found = caller.call(service, api -> api.get(collection + id))
                .map(answer -> answer.text())
                .orElse("no answer");
        return found.contains("\"state\":\"" + end + "\"")
                ? Optional.empty()
                : Optional.of(breach(collection + id, "is not " + end + ": " + found));
    }
}
