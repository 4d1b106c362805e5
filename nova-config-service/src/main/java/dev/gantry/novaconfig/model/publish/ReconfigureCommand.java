package dev.gantry.novaconfig.model.publish;

import java.util.Collection;
import java.util.TreeSet;

/** Fills the site's command template. The one place where a host name reaches a shell. */
public final class ReconfigureCommand {

    private static final String HOSTS = "{hosts}";

    private ReconfigureCommand() {}

    /** {@code {hosts}} becomes {@code 'computegpu000,computegpu007'}. */
    public static String fill(String template, Collection<String> hosts) {
        return template.replace(HOSTS, quote(String.join(",", new TreeSet<>(hosts))));
    }

    /** Single quotes; one inside is closed, escaped and opened again. */
    public static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
