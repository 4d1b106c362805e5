package dev.gantry.imagebuilder.model.bundle;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bundle that another of its name took the place of: which hosts run its driver, and which image definitions name it. Its published files
 * stay where they are, since a published name never changes its bytes.
 */
public record SupersededBundle(@Nullable Sha256 sha256, List<String> hosts, List<String> images) {

    public SupersededBundle {
        hosts = List.copyOf(hosts);
        images = List.copyOf(images);
    }
}
