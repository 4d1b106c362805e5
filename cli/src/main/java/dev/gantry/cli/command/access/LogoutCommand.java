package dev.gantry.cli.command.access;

import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The end of a person's login. */
@Command(name = "logout", description = "Take the login back at the identity provider and forget it here.")
public final class LogoutCommand extends Noun implements Callable<Integer> {
    @Override
    public Integer call() {
        boolean was = session().logins().logout(session().profile(), this::say);
        say(was ? "Logged out" : "There was no login");
        return ExitCode.DONE;
    }
}
