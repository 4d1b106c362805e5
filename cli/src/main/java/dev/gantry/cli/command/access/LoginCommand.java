package dev.gantry.cli.command.access;

import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.output.Node;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A person's login. */
@Command(
        name = "login",
        description = "Log in by the suite's identity provider, in a browser on any machine; kept until it ends there.")
public final class LoginCommand extends Noun implements Callable<Integer> {
    @Override
    public Integer call() {
        Node caller = session().logins().login(session().profile(), this::say);
        say("Logged in at %s as %s (%s)"
                .formatted(
                        session().profile().url(),
                        caller.get("name").text(),
                        caller.get("roles").text()));
        return ExitCode.DONE;
    }
}
