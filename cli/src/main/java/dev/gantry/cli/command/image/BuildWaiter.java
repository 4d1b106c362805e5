package dev.gantry.cli.command.image;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.LogFollower;
import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.output.Node;

/** Follows a build until it ends. */
final class BuildWaiter {
    private final Session session;

    BuildWaiter(Session session) {
        this.session = session;
    }

    /** Prints its log; returns the exit code. */
    int await(String id) {
        new LogFollower(session).follow(Call.of(Operation.BUILD_LOG, id));
        Node build = session.client().read(Call.of(Operation.BUILD, id));
        session.err()
                .println(dev.gantry.cli.output.Plain.text(Lines.of(
                        build.get("image"),
                        build.get("state"),
                        build.at("failure.reason"),
                        build.at("failure.detail"))));
        return build.get("failure").isMissing() ? ExitCode.DONE : ExitCode.ERROR;
    }
}
