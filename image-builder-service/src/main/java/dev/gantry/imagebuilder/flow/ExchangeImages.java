package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.model.ImageDefinition;
import dev.gantry.imagebuilder.openstack.OpenStackConfig;
import dev.gantry.imagebuilder.openstack.OpenStackConfigText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Reads and writes image definitions in openstack-config's shape. */
@ApplicationScoped
public class ExchangeImages {

    private final DefineImage images;
    private final ImageBuilderSettings settings;

    ExchangeImages(DefineImage images, ImageBuilderSettings settings) {
        this.images = images;
        this.settings = settings;
    }

    /** {@code pulp_url}, which openstack-config has elsewhere, is the place where this service publishes. */
    public List<ImageDefinition> read(String yaml) {
        boolean isPulp = settings.artifacts().kind().equals("pulp");
        String place = isPulp ? settings.pulp().url().orElse(settings.url()) : settings.url();
        return OpenStackConfig.read(yaml, Map.of("pulp_url", place));
    }

    public String write() {
        return OpenStackConfigText.write(
                images.list("", 10_000).stream().map(v -> v.definition()).toList());
    }
}
