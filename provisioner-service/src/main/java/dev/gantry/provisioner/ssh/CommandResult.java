package dev.gantry.provisioner.ssh;

import java.util.List;

/** What a command said and how it ended. {@code cut}: the middle of a too long output was left out. */
public record CommandResult(int exit, String out, String err, boolean cut) {

    public boolean isGood() {
        return exit == 0;
    }

    /** At most so many of the last lines of both streams, for evidence. */
    public String tail(int lines) {
        String all = (err.isBlank() ? out : out + "\n" + err).strip();
        List<String> each = all.lines().toList();
        return String.join("\n", each.subList(Math.max(0, each.size() - lines), each.size()));
    }
}
