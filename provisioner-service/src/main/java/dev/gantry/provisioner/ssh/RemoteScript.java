package dev.gantry.provisioner.ssh;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A POSIX sh script for the root user of a host. {@code live} gets the output as it comes, masked, in pieces of whole lines;
 * {@code secrets} are replaced in everything that comes back.
 */
public record RemoteScript(String text, Duration deadline, List<String> secrets, Consumer<String> live) {

    public RemoteScript {
        secrets = List.copyOf(secrets);
    }

    public RemoteScript(String text, Duration deadline) {
        this(text, deadline, List.of(), piece -> {});
    }

    public RemoteScript(String text, Duration deadline, Consumer<String> live) {
        this(text, deadline, List.of(), live);
    }

    /** As one compound command: a shell runs nothing of it until it has read all of it, so a connection that breaks while sending does nothing. */
    String whole() {
        return "{\n" + text + "\n} </dev/null\nexit $?\n";
    }
}
