package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Files of an openstack-config folder as tests read them. */
final class OpenStackConfigFiles {
    private OpenStackConfigFiles() {}

    /** All of a file that holds nothing to be refused; the first refusal otherwise. */
    static List<ImageDefinition> read(String yaml, Map<String, String> known) {
        return OpenStackConfigReader.readItems(yaml, known).stream()
                .map(item -> item.image()
                        .orElseThrow(() -> ProblemException.invalid("refused", "refused", item.violations())))
                .toList();
    }

    static String resource(String name) throws IOException {
        try (InputStream in = OpenStackConfigFiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
