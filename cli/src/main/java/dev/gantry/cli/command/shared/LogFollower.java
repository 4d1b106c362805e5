package dev.gantry.cli.command.shared;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.EventReader;
import dev.gantry.cli.output.Json;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;

/** Prints a log while it is written; goes on where it stopped when the connection breaks. */
public final class LogFollower {
    private static final int PATIENCE = 20;

    private final Session session;

    public LogFollower(Session session) {
        this.session = session;
    }

    /** Returns at the log's end. */
    public void follow(Call call) {
        String last = null;
        int broken = 0;
        while (broken < PATIENCE) {
            try (EventReader stream = session.client().follow(call.header("Last-Event-ID", last))) {
                for (EventReader.Event event = stream.next(); event != null; event = stream.next()) {
                    broken = 0;
                    last = event.id().isEmpty() ? last : event.id();
                    if (event.name().equals("end")) {
                        return;
                    }
                    tell(event);
                }
            }
            broken++;
            Pause.seconds(1);
        }
    }

    private void tell(EventReader.Event event) {
        if (event.name().equals("progress")) {
            Node progress = Json.readOrNothing(event.data());
            String words = Lines.of(progress.get("state"), progress.get("step"), progress.get("waiting"));
            session.err().println("-- " + Plain.text(words.isEmpty() ? event.data() : words));
        } else {
            session.out().println(Plain.text(event.data()));
            session.out().flush();
        }
    }
}
