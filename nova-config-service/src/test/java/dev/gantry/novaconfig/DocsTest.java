package dev.gantry.novaconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.novaconfig.api.FlavorDocument;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.PublicationTarget;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
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
        SettingsDocument text = new ObjectMapper().readValue(blocks("json").getFirst(), SettingsDocument.class);
        // then
        assertThat(text.parse(NovaRelease.ZED).release()).isEqualTo(NovaRelease.EPOXY);
        assertThat(text.targetOrDefault()).isEqualTo(PublicationTarget.GIT);
    }

    @Test
    void flavorBlockIsTaken() throws IOException {
        // when
        FlavorDocument text = new ObjectMapper().readValue(blocks("json").get(1), FlavorDocument.class);
        // then
        assertThat(text.vcpus()).isEqualTo(8);
        assertThat(text.extraSpecs()).containsEntry("resources:CUSTOM_NVIDIA_700", 1);
    }

    @Test
    void confBlockIsTheGolden() throws IOException {
        assertThat(blocks("ini").getFirst())
                .isEqualTo(Files.readString(Path.of("src/test/resources/revisions/guide-zed/nova-compute.conf")));
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
