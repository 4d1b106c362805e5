package dev.gantry.provisioner.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.provisioner.redfish.RedfishException.Kind;
import dev.gantry.provisioner.ssh.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedfishClientTest {

    @TempDir
    Path temp;

    private RedfishServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RedfishServer(
                temp, Map.of("ProcVirtualization", "Disabled", "SriovGlobalEnable", "Disabled", "NumLock", "On"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RedfishClient client(String password, String pin) {
        return new RedfishClient(
                new BmcAccess(URI.create(server.url()), RedfishServer.USER, new Secret(password), pin));
    }

    @Test
    void biosIsReadAndSetForTheNextRestart() {
        try (RedfishClient client = client(RedfishServer.PASSWORD, server.fingerprint())) {
            // when
            RedfishClient.Bios bios = client.bios();
            client.set(bios, Map.of("ProcVirtualization", "Enabled"));
            RedfishClient.Bios later = client.bios();
            server.restart();
            RedfishClient.Bios restarted = client.bios();
            // then
            assertThat(bios.manufacturer()).isEqualTo("Dell Inc.");
            assertThat(bios.attributes()).containsEntry("ProcVirtualization", "Disabled");
            assertThat(later.attributes()).containsEntry("ProcVirtualization", "Disabled");
            assertThat(later.pending()).containsEntry("ProcVirtualization", "Enabled");
            assertThat(restarted.attributes()).containsEntry("ProcVirtualization", "Enabled");
            assertThat(server.asked)
                    .filteredOn(call -> call.startsWith("PATCH"))
                    .singleElement()
                    .isEqualTo("PATCH /redfish/v1/Systems/1/Bios/Settings"
                            + " {\"Attributes\":{\"ProcVirtualization\":\"Enabled\"},"
                            + "\"@Redfish.SettingsApplyTime\":{\"ApplyTime\":\"OnReset\"}}");
        }
    }

    @Test
    void anotherCertificateIsNotTalkedTo() {
        try (RedfishClient client = client(RedfishServer.PASSWORD, "ab".repeat(32))) {
            assertThatThrownBy(client::bios)
                    .isInstanceOfSatisfying(
                            RedfishException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SILENT))
                    .hasMessageContaining("fingerprint");
            assertThat(server.asked).isEmpty();
        }
    }

    @Test
    void refusalIsQuotedAndThePasswordIsNot() {
        try (RedfishClient client = client("wrong", server.fingerprint())) {
            assertThatThrownBy(client::bios)
                    .isInstanceOfSatisfying(
                            RedfishException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                    .hasMessageContaining("401")
                    .hasMessageContaining("The account is locked.")
                    .hasMessageNotContaining("wrong");
        }
        server.status = 503;
        try (RedfishClient client = client(RedfishServer.PASSWORD, server.fingerprint())) {
            assertThatThrownBy(client::bios).isInstanceOfSatisfying(RedfishException.class, e -> assertThat(e.kind())
                    .isEqualTo(Kind.SILENT));
        }
    }

    @Test
    void controllersAreReadFromTheFileAndWhatIsWrongInItIsNamed() throws IOException {
        // given
        Path password = Files.writeString(temp.resolve("password"), RedfishServer.PASSWORD + "\n");
        Path file = Files.writeString(
                temp.resolve("bmc.json"), """
                    {"gpu0": {"url": "https://10.1.0.7/", "user": "gantry", "passwordPath": "%s", "certificate": "AB:%s"},
                     "gpu1": {"url": "http://10.1.0.8", "user": "gantry", "passwordPath": "%s"},
                     "gpu2": {"url": "https://10.1.0.9", "passwordPath": "%s"}}
                    """.formatted(password, "00:".repeat(30) + "FF", password, password));
        BmcDirectory directory = new BmcDirectory(Optional.of(file));
        // when, then
        assertThat(directory.of("gpu0")).hasValueSatisfying(a -> {
            assertThat(a.url()).isEqualTo(URI.create("https://10.1.0.7"));
            assertThat(a.certificate()).hasSize(64).startsWith("ab00").endsWith("ff");
            assertThat(a.toString()).doesNotContain("calvin");
        });
        assertThatThrownBy(() -> directory.of("gpu1")).hasMessageContaining("https://");
        assertThatThrownBy(() -> directory.of("gpu2")).hasMessageContaining("user of gpu2 is missing");
        assertThat(directory.of("gpu9")).isEmpty();
        assertThat(new BmcDirectory(Optional.empty()).of("gpu0")).isEmpty();
    }
}
