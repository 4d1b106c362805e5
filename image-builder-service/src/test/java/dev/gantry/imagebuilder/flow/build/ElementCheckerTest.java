package dev.gantry.imagebuilder.flow.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.DibTools;
import dev.gantry.imagebuilder.dib.GantryElements;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.MadeImage;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElementCheckerTest {

    @TempDir
    Path folder;

    @Test
    void anElementThatIsNowhereIsNamedBeforeABuildStarts() throws IOException {
        // given
        Path elements = folder.resolve("elements");
        Files.createDirectories(elements.resolve("debian-minimal"));
        Path python = executable("python3", "#!/bin/sh\necho " + elements + "\n");
        Path program = executable("disk-image-create", "#!" + python + "\n");
        ElementChecker check =
                new ElementChecker(new DibTools(program.toString(), List.of()), new GantryElements(), settings());
        Recipe.Place place = new Recipe.Place(folder.resolve("build"), program.toString(), List.of());

        // when
        List<Violation> violations = check.check(image("debian-minimal", "nvidia-vgpu", "no-such-element"), place);

        // then
        assertThat(violations).singleElement().satisfies(f -> {
            assertThat(f.where()).isEqualTo("elements");
            assertThat(f.found()).isEqualTo("no-such-element");
            assertThat(f.expected()).contains(elements.toString());
        });
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static ImageBuilderSettings settings() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ImageBuilderSettings.class)
                .withDefaultValues(Map.of(
                        "gantry.image-builder.url", "http://127.0.0.1",
                        "gantry.image-builder.builds.common-elements", "debian-minimal"))
                .build()
                .getConfigMapping(ImageBuilderSettings.class);
    }

    private static ImageDefinition image(String... elements) {
        return MadeImage.of(elements).token("tenant").definition();
    }
}
