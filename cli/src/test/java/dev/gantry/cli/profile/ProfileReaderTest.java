package dev.gantry.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileReaderTest {
    private static final String FILE = """
        default: prod
        profiles:
          test:
            url: http://127.0.0.1:8101
            token: written
          prod:
            url: https://gantry.example.org/
            token-file: ~/token
            ca: ~/ca.pem
            services:
              provisioner: https://site2.example.org
        """;

    @TempDir
    private Path home;

    @Test
    void takesTheDefaultOfTheFile() throws IOException {
        // given
        Files.writeString(home.resolve("token"), "from-file\n");
        // when
        Profile profile = reader(Map.of(), FILE).find(null);
        // then
        assertThat(profile.token()).isEqualTo("from-file");
        assertThat(profile.url(Service.INVENTORY)).isEqualTo("https://gantry.example.org");
        assertThat(profile.url(Service.NOVA_CONFIG)).isEqualTo("https://gantry.example.org/nova-config");
        assertThat(profile.url(Service.PROVISIONER)).isEqualTo("https://site2.example.org");
        assertThat(profile.ca()).isEqualTo(home.resolve("ca.pem").toString());
    }

    @Test
    void takesTheNamedOneAndTheTokenOfTheEnvironment() throws IOException {
        // when
        Profile profile = reader(Map.of("GANTRY_TOKEN", "given", "GANTRY_PROFILE", "prod"), FILE)
                .find("test");
        // then
        assertThat(profile.name()).isEqualTo("test");
        assertThat(profile.token()).isEqualTo("given");
    }

    @Test
    void namesTheProfilesThatThereAre() throws IOException {
        ProfileReader reader = reader(Map.of(), FILE);
        assertThatThrownBy(() -> reader.find("none"))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("[test, prod]");
    }

    @Test
    void takesTheAddressOfTheEnvironmentBeforeTheFile() throws IOException {
        // when
        Profile profile = reader(Map.of("GANTRY_URL", "http://h:1", "GANTRY_TOKEN", "t"), FILE)
                .find(null);
        // then
        assertThat(profile.url(Service.INVENTORY)).isEqualTo("http://h:1");
    }

    @Test
    void findsTheSuiteThatRunsHere() throws IOException {
        // given
        Files.createDirectory(home.resolve(".gantry"));
        Files.writeString(home.resolve(".gantry/token"), "local\n");
        // when
        Profile profile = reader(Map.of("GANTRY_PORT_BASE", "9100"), null).find(null);
        // then
        assertThat(profile.url(Service.INVENTORY)).isEqualTo("http://127.0.0.1:9101");
        assertThat(profile.token()).isEqualTo("local");
    }

    @Test
    void saysWhatToDoWhenNoneIsKnown() throws IOException {
        ProfileReader reader = reader(Map.of(), null);
        assertThatThrownBy(() -> reader.find(null))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("./gantry up");
    }

    @Test
    void aProfileDoesNotPrintItsToken() throws IOException {
        assertThat(reader(Map.of(), FILE).find("test")).asString().doesNotContain("written");
    }

    private ProfileReader reader(Map<String, String> variables, String file) throws IOException {
        Surroundings around = new Surroundings(variables, home, home);
        if (file != null) {
            Files.createDirectories(around.profilesFile().getParent());
            Files.writeString(around.profilesFile(), file);
        }
        return new ProfileReader(around);
    }
}
