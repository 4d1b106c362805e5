package dev.gantry.imagebuilder.flow.openstackconfig;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.flow.image.ImageService;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.yaml.OpenStackConfigReader;
import dev.gantry.imagebuilder.yaml.OpenStackConfigWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Reads and writes image definitions in openstack-config's shape. */
@ApplicationScoped
public class ImageExchange {

    private final ImageService images;
    private final ImageBuilderSettings settings;

    ImageExchange(ImageService images, ImageBuilderSettings settings) {
        this.images = images;
        this.settings = settings;
    }

    /** {@code pulp_url}, which openstack-config has elsewhere, is the place where this service publishes. */
    public List<ImageDefinition> read(String yaml) {
        boolean isPulp = settings.artifacts().kind().equals("pulp");
        String place = isPulp ? settings.pulp().url().orElse(settings.url()) : settings.url();
        return OpenStackConfigReader.read(yaml, Map.of("pulp_url", place));
    }

    public String write() {
        return OpenStackConfigWriter.write(images.definitions());
    }
}
