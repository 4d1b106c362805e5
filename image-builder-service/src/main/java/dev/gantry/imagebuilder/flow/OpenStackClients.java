package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.openstack.ConfiguredCloud;
import dev.gantry.imagebuilder.openstack.GlanceClient;
import dev.gantry.imagebuilder.openstack.NovaClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** The OpenStack that images are for, where one is set: each use logs in anew, with what its file says at that time. */
@ApplicationScoped
public class OpenStackClients {

    private static final Duration UPLOAD_WITHIN = Duration.ofHours(2);

    private final ConfiguredCloud cloud;

    public OpenStackClients(ImageBuilderSettings settings) {
        this.cloud = new ConfiguredCloud(settings.glance());
    }

    public boolean isSet() {
        return cloud.isSet();
    }

    public Optional<GlanceClient> glance() {
        return cloud.session().map(session -> new GlanceClient(session, UPLOAD_WITHIN));
    }

    /** Empty as well where the catalogue names no compute service. */
    public Optional<NovaClient> nova() {
        return cloud.session().map(NovaClient::new).filter(NovaClient::isThere);
    }
}
