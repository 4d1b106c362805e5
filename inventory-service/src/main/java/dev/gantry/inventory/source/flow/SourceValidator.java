package dev.gantry.inventory.source.flow;

import dev.gantry.git.GitAddress;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.source.git.SourceFiles;
import dev.gantry.inventory.source.model.SourceSpec;
import dev.gantry.inventory.webhook.http.WebhookSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says all that is wrong with a source before it is stored. */
@ApplicationScoped
class SourceValidator {

    // main   stable/2025.1   refs/heads is left out: it is a branch anyway
    private static final Pattern BRANCH = Pattern.compile("(?!.*(?:\\.\\.|@\\{|//))[A-Za-z0-9_][A-Za-z0-9._/+@-]*");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_./+-]*");
    // lead@example.org
    private static final Pattern MAIL = Pattern.compile("[^\\s<>@]+@[^\\s<>@]+");
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int SHORTEST_SECRET = 16;

    private final SourceFiles files;
    private final WebhookSecrets secrets;

    SourceValidator(SourceFiles files, WebhookSecrets secrets) {
        this.files = files;
        this.secrets = secrets;
    }

    List<Violation> check(String name, SourceRequest request) {
        List<Violation> violations = new ArrayList<>();
        if (!HostSpecRules.isHostName(name)) {
            violations.add(Violation.of(
                    "name", name, "letters, digits, dots, dashes and underscores", "Choose another name."));
        }
        address(violations, request);
        if (!BRANCH.matcher(request.branch()).matches()) {
            violations.add(Violation.of("branch", request.branch(), "the name of a branch", "Correct the name."));
        }
        if (!request.folder().isEmpty() && !isInside(request.folder())) {
            violations.add(Violation.of(
                    "folder",
                    request.folder(),
                    "a folder inside the repository",
                    "Write it relative to the repository's root."));
        }
        if (request.interval().compareTo(SHORTEST) < 0 || request.interval().compareTo(LONGEST) > 0) {
            violations.add(Violation.of(
                    "intervalSeconds",
                    Long.toString(request.interval().toSeconds()),
                    "%d to %d".formatted(SHORTEST.toSeconds(), LONGEST.toSeconds()),
                    "Correct the number."));
        }
        request.approvers().stream()
                .filter(mail -> !MAIL.matcher(mail).matches())
                .forEach(mail -> violations.add(Violation.of(
                        "approvers", mail, "a mail address, as it stands in Signed-off-by", "Correct it.")));
        secret(violations, request);
        return violations;
    }

    private void address(List<Violation> violations, SourceRequest request) {
        SourceSpec.Access access = request.access();
        if (GitAddress.parse(request.url()).isEmpty()) {
            violations.add(
                    Violation.of("url", shown(request.url()), GitAddress.FORM, "Give the address of the repository."));
        } else if (GitAddress.isSsh(request.url())) {
            required(violations, "keyPath", access.keyPath(), "the file of the private key that logs in");
            required(
                    violations,
                    "knownHosts",
                    access.knownHosts(),
                    "a file that pins the server, as ssh-keyscan writes it");
        }
        file(violations, "keyPath", access.keyPath());
        file(violations, "knownHosts", access.knownHosts());
        file(violations, "tokenPath", access.tokenPath());
        file(violations, "caPath", access.caPath());
    }

    private static void required(List<Violation> violations, String field, @Nullable String value, String expected) {
        if (value == null) {
            violations.add(Violation.of(field, "nothing", expected, "Add it."));
        }
    }

    private void file(List<Violation> violations, String field, @Nullable String name) {
        if (name != null && files.find(name).isEmpty()) {
            violations.add(Violation.of(field, name, files.allowed(), "Put the file there first."));
        }
    }

    private void secret(List<Violation> violations, SourceRequest request) {
        String secret = request.secret();
        String ref = request.secretRef();
        if (secret != null && ref != null) {
            violations.add(Violation.of("secret", "secret and secretRef", "one of both", "Leave one of them out."));
        }
        if (secret != null && secret.length() < SHORTEST_SECRET) {
            violations.add(Violation.of(
                    "secret",
                    "a short one",
                    "at least 16 characters",
                    "Take a longer secret, e.g. from openssl rand -hex 32."));
        }
        if (ref != null && secrets.resolve(ref).isEmpty()) {
            violations.add(Violation.of("secretRef", ref, secrets.allowed(), "Provide the secret there first."));
        }
    }

    private static boolean isInside(String folder) {
        return FOLDER.matcher(folder).matches() && !List.of(folder.split("/")).contains("..");
    }

    /** A password in it is not repeated. */
    private static String shown(String url) {
        return url.contains("@") && url.contains("://") ? "an address with a user in it" : url;
    }
}
