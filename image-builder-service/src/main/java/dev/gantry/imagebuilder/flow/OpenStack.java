package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.openstack.Glance;
import dev.gantry.imagebuilder.openstack.Keystone;
import dev.gantry.imagebuilder.openstack.Nova;
import dev.gantry.imagebuilder.pulp.PulpConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The OpenStack that images are for, where one is set: each call logs in anew, so that no token comes to its end on the way. */
@ApplicationScoped
class OpenStack {

    private static final Duration UPLOAD_WITHIN = Duration.ofHours(2);

    private final ImageBuilderSettings.Glance settings;
    private final HttpClient http;

    OpenStack(ImageBuilderSettings settings) {
        this.settings = settings.glance();
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        this.settings.caPath().ifPresent(pem -> client.sslContext(PulpConnection.trusting(Path.of(pem))));
        this.http = client.build();
    }

    boolean isSet() {
        return settings.authUrl().isPresent();
    }

    Optional<Glance> glance() {
        return credential().map(c -> new Glance(http, new Keystone(http).login(c), UPLOAD_WITHIN));
    }

    /** Empty as well where the catalogue names no compute service. */
    Optional<Nova> nova() {
        return credential().map(c -> new Keystone(http).login(c)).flatMap(session -> session.computeUrl()
                .map(url -> new Nova(http, session.token(), url)));
    }

    private Optional<Keystone.Credential> credential() {
        return settings.authUrl()
                .map(url -> new Keystone.Credential(
                        URI.create(url),
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
}
