package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.ImageDefinition;
import dev.gantry.imagebuilder.openstack.OpenStackConfig;
import dev.gantry.imagebuilder.openstack.OpenStackConfigText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads and writes image definitions in openstack-config's shape. */
@ApplicationScoped
public class ExchangeImages {

    private final DefineImage images;

    ExchangeImages(DefineImage images) {
        this.images = images;
    }

    public List<ImageDefinition> read(String yaml) {
        return OpenStackConfig.read(yaml);
    }

    public String write() {
        return OpenStackConfigText.write(
                images.list("", 10_000).stream().map(v -> v.definition()).toList());
    }
}
