package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.novaconfig.api.FlavorText;
import dev.gantry.novaconfig.model.NovaRelease;
import dev.gantry.novaconfig.model.SettingsText;
import dev.gantry.novaconfig.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The blocks of docs/nova-config.md are what the service takes and makes. */
class DocsTest {

    private static final Path PAGE = Path.of("../docs/nova-config.md");

    @Test
    void settingsBlockIsTaken() throws IOException {
        // when
        SettingsText text = new ObjectMapper().readValue(blocks("json").getFirst(), SettingsText.class);
        // then
        assertThat(text.parse(NovaRelease.ZED).release()).isEqualTo(NovaRelease.EPOXY);
        assertThat(text.targetOrDefault()).isEqualTo(Target.GIT);
    }

    @Test
    void flavorBlockIsTaken() throws IOException {
        // when
        FlavorText text = new ObjectMapper().readValue(blocks("json").get(1), FlavorText.class);
        // then
        assertThat(text.vcpus()).isEqualTo(8);
        assertThat(text.extraSpecs()).containsEntry("resources:CUSTOM_NVIDIA_700", 1);
    }

    @Test
    void confBlockIsTheGolden() throws IOException {
        assertThat(blocks("ini").getFirst())
                .isEqualTo(Files.readString(Path.of("src/test/resources/renditions/guide-zed/nova-compute.conf")));
    }

    private static List<String> blocks(String language) throws IOException {
        // ```json
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(m -> m.group(1))
                .toList();
    }
}
