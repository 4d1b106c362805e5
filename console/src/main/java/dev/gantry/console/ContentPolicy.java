package dev.gantry.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the pages may load and run: their own files and nothing inline but the one import map, which is named by its digest.
 * A text that a host or a log brings can therefore not become a script, whatever it holds.
 */
final class ContentPolicy {
    private final String script;

    ContentPolicy(String inlineScript) {
        String digest =
                Base64.getEncoder().encodeToString(ServedFile.sha256(inlineScript.getBytes(StandardCharsets.UTF_8)));
        this.script = "'self' 'sha256-" + digest + "'";
    }

    /** With the origins besides its own that the login calls. */
    String header(List<String> called) {
        String connect = Stream.concat(Stream.of("'self'"), called.stream()).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + script + "; style-src 'self'; img-src 'self' data:; connect-src "
                + connect
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types lit-html";
    }
}
