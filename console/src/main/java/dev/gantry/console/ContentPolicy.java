package dev.gantry.console;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the pages may load and run: their own files and nothing inline but the one import map, which is named by its digest.
 * A text that a host or a log brings can therefore not become a script, whatever it holds.
 */
@Dependent
class ContentPolicy {

    private final String connect;
    private final String script;

    @Inject
    ContentPolicy(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean usesOidc,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer) {
        this(usesOidc && issuer.isPresent() ? "'self' " + origin(issuer.get()) : "'self'", "'self'");
    }

    private ContentPolicy(String connect, String script) {
        this.connect = connect;
        this.script = script;
    }

    ContentPolicy allowing(String inlineScript) {
        String digest =
                Base64.getEncoder().encodeToString(ServedFile.sha256(inlineScript.getBytes(StandardCharsets.UTF_8)));
        return new ContentPolicy(connect, script + " 'sha256-" + digest + "'");
    }

    String header() {
        return "default-src 'none'; script-src " + script + "; style-src 'self'; img-src 'self' data:; connect-src "
                + connect
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types lit-html";
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
