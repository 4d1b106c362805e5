package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.ImageDefinition;
import dev.gantry.imagebuilder.openstack.Glance;
import dev.gantry.imagebuilder.openstack.Keystone;
import dev.gantry.imagebuilder.pulp.PulpConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Brings a verified image into OpenStack's image service, where one is configured. */
@ApplicationScoped
class PublishToGlance {

    private static final Duration UPLOAD_WITHIN = Duration.ofHours(2);

    private final ImageBuilderSettings.Glance settings;
    private final HttpClient http;

    PublishToGlance(ImageBuilderSettings settings) {
        this.settings = settings.glance();
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        this.settings.caPath().ifPresent(pem -> client.sslContext(PulpConnection.trusting(Path.of(pem))));
        this.http = client.build();
    }

    /** The image's id; empty when no image service is set, or when the licence inside must not reach everyone. */
    Optional<String> publish(Build build, Build.Result result, Path file) throws IOException {
        Optional<Keystone.Credential> credential = credential();
        ImageDefinition image = build.image();
        if (credential.isEmpty() || (result.tokenFingerprint() != null && image.reachesEveryone())) {
            return Optional.empty();
        }
        Keystone.Session session = new Keystone(http).login(credential.get());
        Map<String, String> properties = new LinkedHashMap<>(image.properties());
        properties.putIfAbsent(
                "cpu_arch", image.architecture().replace("amd64", "x86_64").replace("arm64", "aarch64"));
        properties.put("gantry_sha256", result.sha256().hex());
        Glance glance = new Glance(http, session, UPLOAD_WITHIN);
        String id = glance.upload(new Glance.Wanted(
                build.id(),
                image.name(),
                image.type(),
                image.visibility(),
                properties,
                file,
                result.bytes(),
                sha512(file)));
        if (image.visibility().equals("shared")) {
            glance.share(id, image.members());
        }
        // last: until the new one is whole and shared, the name still means the one before as well
        glance.replaceEarlier(id, image.name());
        return Optional.of(id);
    }

    private Optional<Keystone.Credential> credential() {
        if (settings.authUrl().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Keystone.Credential(
                URI.create(settings.authUrl().get()),
                identity(),
                settings.region(),
                settings.url().map(URI::create)));
    }

    private Keystone.Identity identity() {
        return settings.credentialId().isPresent()
                ? new Keystone.ApplicationCredential(
                        settings.credentialId().get(),
                        settings.credentialSecret().orElse(""))
                : new Keystone.Password(
                        settings.user().orElse(""),
                        settings.password().orElse(""),
                        settings.project().orElse(""),
                        settings.domain());
    }

    private static byte[] sha512(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            byte[] buffer = new byte[1 << 18];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
