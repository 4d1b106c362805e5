package dev.gantry.provisioner.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.provisioner.redfish.RedfishException.Kind;
import dev.gantry.provisioner.ssh.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which host has which management controller, by a file of the site. It is read anew each time and kept nowhere else; passwords are in files of their own.
 * Sample: {@code {"computegpu000": {"url": "https://10.1.0.7", "user": "gantry", "passwordPath": "/run/secrets/bmc", "certificate": "AB:CD:..."}}}
 */
@ApplicationScoped
public class BmcDirectory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHA256_DIGITS = 64;

    private final Optional<Path> file;

    BmcDirectory(@ConfigProperty(name = "gantry.provisioner.bmc.path") Optional<Path> file) {
        this.file = file.filter(path -> !path.toString().isBlank());
    }

    /** Empty for a host without one. @throws RedfishException naming what of the file cannot be used */
    public Optional<BmcAccess> of(String host) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        JsonNode entry = read(file.get()).path(host);
        return entry.isMissingNode() ? Optional.empty() : Optional.of(access(host, entry));
    }

    private static JsonNode read(Path path) {
        try {
            return JSON.readTree(Files.readString(path));
        } catch (IOException e) {
            throw new RedfishException(Kind.REFUSED, path + " is no JSON file that can be read");
        }
    }

    private static BmcAccess access(String host, JsonNode entry) {
        String url = required(host, entry, "url");
        if (!url.startsWith("https://")) {
            throw new RedfishException(Kind.REFUSED, "url of " + host + " does not begin with https://");
        }
        String pin = entry.path("certificate").asText("").replace(":", "").toLowerCase(Locale.ROOT);
        if (!pin.isEmpty() && !pin.matches("[0-9a-f]{" + SHA256_DIGITS + "}")) {
            throw new RedfishException(
                    Kind.REFUSED,
                    "certificate of " + host + " is no SHA-256 fingerprint, as openssl x509 -fingerprint -sha256"
                            + " prints it");
        }
        Path password = Path.of(required(host, entry, "passwordPath"));
        try {
            return new BmcAccess(
                    URI.create(url.replaceAll("/+$", "")),
                    required(host, entry, "user"),
                    new Secret(Files.readString(password).strip()),
                    pin.isEmpty() ? null : pin);
        } catch (IOException | IllegalArgumentException e) {
            throw new RedfishException(Kind.REFUSED, "url or passwordPath of " + host + " cannot be used");
        }
    }

    private static String required(String host, JsonNode entry, String name) {
        String value = entry.path(name).asText("");
        if (value.isBlank()) {
            throw new RedfishException(Kind.REFUSED, name + " of " + host + " is missing in the file of controllers");
        }
        return value;
    }
}
