package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.EventReader;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.Pause;
import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.output.Json;
import dev.gantry.cli.output.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits for hosts by following their events: it asks a host only when something was heard of it. */
final class HostWaiter {
    /** After so long without an event the states are read again. */
    private static final Duration QUIET = Duration.ofSeconds(20);

    private static final Set<String> BAD_ENDS = Set.of("FAILED", "RETIRED");
    /** Flags with which a host rests until a person does something. */
    private static final Set<String> RESTING =
            Set.of("needs-approval", "blocked", "layout-impossible", "needs-host-key");

    private final Session session;
    private final List<String> wanted;
    private final Instant end;
    private final Progress progress;
    private boolean isWell = true;

    HostWaiter(Session session, List<String> wanted, Duration timeout) {
        this.session = session;
        this.wanted =
                wanted.stream().map(state -> state.toUpperCase(Locale.ROOT)).toList();
        this.end = Instant.now().plus(timeout);
        this.progress = new Progress(session);
    }

    /** True when all of them came to a wanted state. */
    boolean await(List<String> hosts) {
        Set<String> open = new LinkedHashSet<>(hosts);
        String after = null;
        progress.begin(hosts.size());
        while (!open.isEmpty() && Instant.now().isBefore(end)) {
            Call call =
                    Call.of(Operation.EVENTS).query("host", List.copyOf(open)).query("after", after);
            try (EventReader stream = session.client().follow(call, QUIET)) {
                // the stream is open before the states are read, so that no change falls between
                Set.copyOf(open).forEach(host -> check(host, open));
                after = follow(stream, open, after);
            } catch (CallFailed e) {
                progress.waits("the suite", "does not answer, trying again (" + e.getMessage() + ")");
                Pause.seconds(2); // the work goes on there; a service that is restarted is no failure of it
            }
        }
        progress.end();
        if (!open.isEmpty()) {
            session.err().println("gave up waiting for " + String.join(", ", open) + "; the work goes on");
            return false;
        }
        return isWell;
    }

    private @Nullable String follow(EventReader stream, Set<String> open, @Nullable String from) {
        String after = from;
        while (!open.isEmpty() && Instant.now().isBefore(end)) {
            EventReader.Event event = stream.next();
            if (event == null) {
                return after;
            }
            after = event.id();
            Node data = Json.readOrNothing(event.data());
            String host = data.get("subject").text();
            if (open.contains(host)) {
                progress.tell(host, data);
                check(host, open);
            }
        }
        return after;
    }

    private void check(String host, Set<String> open) {
        Node seen = session.client().read(Call.of(Operation.HOST, host));
        String state = seen.get("state").text();
        progress.state(host, state);
        if (wanted.contains(state)) {
            finish(host, open, true, state);
        } else if (BAD_ENDS.contains(state)) {
            finish(host, open, false, state + ": " + seen.get("reason").text());
        } else {
            seen.get("flags").items().stream()
                    .filter(flag -> RESTING.contains(flag.get("flag").text()) && state.equals("INSPECTED"))
                    .findFirst()
                    .ifPresent(flag -> finish(
                            host,
                            open,
                            false,
                            state + ", " + flag.get("flag").text() + ": "
                                    + flag.get("reason").text()));
            progress.waits(host, open.contains(host) ? NextSteps.sentence(seen) : "");
        }
    }

    private void finish(String host, Set<String> open, boolean isGood, String text) {
        if (open.remove(host)) {
            isWell &= isGood;
            progress.done(host, isGood, text);
        }
    }
}
