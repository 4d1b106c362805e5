package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.openstack.GlanceClient;
import dev.gantry.imagebuilder.openstack.KeystoneClient;
import dev.gantry.imagebuilder.openstack.NovaClient;
import dev.gantry.imagebuilder.pulp.PulpConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The OpenStack that images are for, where one is set: each call logs in anew, so that no token comes to its end on the way. */
@ApplicationScoped
public class OpenStackClients {

    private static final Duration UPLOAD_WITHIN = Duration.ofHours(2);

    private final ImageBuilderSettings.Glance settings;
    private final HttpClient http;

    public OpenStackClients(ImageBuilderSettings settings) {
        this.settings = settings.glance();
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        this.settings.caPath().ifPresent(pem -> client.sslContext(PulpConnection.trusting(Path.of(pem))));
        this.http = client.build();
    }

    public boolean isSet() {
        return settings.authUrl().isPresent();
    }

    public Optional<GlanceClient> glance() {
        return credential().map(c -> new GlanceClient(http, new KeystoneClient(http).login(c), UPLOAD_WITHIN));
    }

    /** Empty as well where the catalogue names no compute service. */
    public Optional<NovaClient> nova() {
        return credential().map(c -> new KeystoneClient(http).login(c)).flatMap(session -> session.computeUrl()
                .map(url -> new NovaClient(http, session.token(), url)));
    }

    private Optional<KeystoneClient.Credential> credential() {
        return settings.authUrl()
                .map(url -> new KeystoneClient.Credential(
                        URI.create(url),
                        identity(),
                        settings.region(),
                        settings.url().map(URI::create)));
    }

    private KeystoneClient.Identity identity() {
        return settings.credentialId().isPresent()
                ? new KeystoneClient.ApplicationCredential(
                        settings.credentialId().get(),
                        settings.credentialSecret().orElse(""))
                : new KeystoneClient.Password(
                        settings.user().orElse(""),
                        settings.password().orElse(""),
                        settings.project().orElse(""),
                        settings.domain());
    }
}
