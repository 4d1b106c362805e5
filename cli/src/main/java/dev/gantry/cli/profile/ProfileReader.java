package dev.gantry.cli.profile;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Service;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the profile that counts: the one asked for by name, else GANTRY_URL with GANTRY_TOKEN or GANTRY_TOKEN_FILE, else the
 * default of the profiles' file, else the suite that {@code ./gantry up} runs in this folder.
 */
public final class ProfileReader {
    private static final int FIRST_PORT = 8100;

    private final Surroundings around;

    public ProfileReader(Surroundings around) {
        this.around = around;
    }

    /** Throws {@link CallFailed} with what to do when there is none. */
    public Profile find(@Nullable String asked) {
        String name = asked != null ? asked : around.variable("GANTRY_PROFILE");
        if (name != null) {
            return named(name);
        }
        String url = around.variable("GANTRY_URL");
        if (url != null) {
            return new Profile(
                    "GANTRY_URL",
                    url,
                    servicesOfEnvironment(),
                    token("the environment", null, null),
                    around.variable("GANTRY_CA"),
                    null);
        }
        if (Files.exists(around.profilesFile())) {
            return named(null);
        }
        return local().orElseThrow(() -> new CallFailed(
                "no suite is known: start one here with ./gantry up, or set GANTRY_URL and GANTRY_TOKEN_FILE, or write "
                        + around.profilesFile() + " (docs/cli.md)"));
    }

    /** Name, url and whether it is the default, of each profile in the file. */
    public List<Node> list() {
        if (!Files.exists(around.profilesFile())) {
            return List.of();
        }
        Map<String, Node> profiles = file().get("profiles").members();
        String first = defaultOf(file());
        return profiles.entrySet().stream()
                .map(e -> new Node(Map.of(
                        "name", e.getKey(),
                        "url", e.getValue().get("url").text(),
                        "isDefault", e.getKey().equals(first))))
                .toList();
    }

    /** The first one where the file names none. */
    private static String defaultOf(Node file) {
        String named = file.get("default").text();
        return named.isEmpty()
                ? file.get("profiles").members().keySet().stream().findFirst().orElse("")
                : named;
    }

    private Profile named(@Nullable String asked) {
        Node file = file();
        Map<String, Node> profiles = file.get("profiles").members();
        String name = asked != null ? asked : defaultOf(file);
        Node entry = profiles.get(name);
        if (entry == null) {
            throw new CallFailed("profile '%s' is not in %s; known are %s"
                    .formatted(name, around.profilesFile(), profiles.keySet()));
        }
        Map<Service, String> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            Node own = entry.get("services").get(service.title());
            if (!own.isMissing()) {
                services.put(service, own.text());
            }
        }
        String url = entry.get("url").text();
        if (url.isEmpty()) {
            throw new CallFailed("profile '%s' in %s has no url".formatted(name, around.profilesFile()));
        }
        String ca = entry.get("ca").text();
        return new Profile(
                name,
                url,
                services,
                token("profile '" + name + "'", textOf(entry, "token"), textOf(entry, "token-file")),
                ca.isEmpty() ? null : around.expanded(ca).toString(),
                oidc(entry.get("oidc")));
    }

    private static @Nullable OidcClient oidc(Node entry) {
        String scope = entry.get("scope").text();
        return entry.isMissing()
                ? null
                : new OidcClient(
                        entry.get("issuer").text(),
                        entry.get("client-id").text(),
                        scope.isEmpty() ? "openid profile" : scope);
    }

    private static @Nullable String textOf(Node entry, String name) {
        String text = entry.get(name).text();
        return text.isEmpty() ? null : text;
    }

    private Map<Service, String> servicesOfEnvironment() {
        Map<Service, String> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            String own = around.variable("GANTRY_" + service.name() + "_URL");
            if (own != null) {
                services.put(service, own);
            }
        }
        return services;
    }

    /** The environment's token wins, so that a pipeline can give its own. Null when none is given. */
    private @Nullable String token(String where, @Nullable String written, @Nullable String file) {
        String given = around.variable("GANTRY_TOKEN");
        if (given != null) {
            return given;
        }
        String path = around.variable("GANTRY_TOKEN_FILE");
        String from = path != null ? path : file;
        if (from != null) {
            return contentOf(around.expanded(from), where);
        }
        return written;
    }

    /** The suite that ./gantry up runs: its token lies in its data folder. */
    private Optional<Profile> local() {
        String home = around.variable("GANTRY_HOME");
        Path folder = home == null
                ? around.folder().resolve(".gantry")
                : around.folder().resolve(home);
        Path token = folder.resolve("token");
        if (!Files.exists(token)) {
            return Optional.empty();
        }
        Path url = folder.resolve("url");
        return Optional.of(new Profile(
                "the suite in " + folder,
                Files.exists(url) ? contentOf(url, "the suite") : "http://127.0.0.1:" + (base() + 1),
                Map.of(),
                contentOf(token, "the suite"),
                null,
                null));
    }

    private int base() {
        String base = around.variable("GANTRY_PORT_BASE");
        return base != null && base.matches("\\d{1,5}") ? Integer.parseInt(base) : FIRST_PORT;
    }

    private Node file() {
        Path path = around.profilesFile();
        try {
            return Yaml.read(Files.readString(path));
        } catch (IOException | IllegalArgumentException e) {
            throw new CallFailed("the profiles in " + path + " are not readable: " + e.getMessage(), e);
        }
    }

    private static String contentOf(Path path, String where) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new CallFailed(where + ": cannot read " + path, e);
        }
    }
}
