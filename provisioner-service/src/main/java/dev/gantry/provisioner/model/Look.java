package dev.gantry.provisioner.model;

import java.util.regex.Pattern;

/** How a host is looked at: one script, one answer. It changes nothing and asks nothing of the host but a POSIX shell. */
public final class Look {
    // "free /opt\t51200", "use 0000:17:00.4 RUNNING\tinstance-0000002a"
    private static final Pattern VOLATILE = Pattern.compile("(?:free |use |left |look-ms).*", Pattern.DOTALL);

    private Look() {}

    /** For {@code sudo -n sh -s}, read from standard input. */
    public static String script() {
        return Scripts.text("look");
    }

    /** @throws UnreadableAnswer when the answer is cut off or is none */
    public static HostFacts parse(String answer) {
        return new FactsReader(Answer.read(answer)).facts();
    }

    static boolean isVolatile(String line) {
        return VOLATILE.matcher(line).matches();
    }
}
