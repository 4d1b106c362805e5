package dev.gantry.novaconfig.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SettingsDocument.BadField;
import dev.gantry.novaconfig.model.settings.SettingsDocument.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {

    private static final String CONTROL =
            "{'control': {'address': 'a', 'user': 'stack', 'keyPath': '/k', 'hostKey': '%s'}}";
    private static final String PIN = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        assertThat(refused(
                        "{'release': 'train', 'git': {'branch': 'main'}, 'control': {'port': 70000}, 'openstack': {}}"))
                .containsExactlyInAnyOrder(
                        "release",
                        "git.url",
                        "control.address",
                        "control.user",
                        "control.keyPath",
                        "control.hostKey",
                        "control.port",
                        "openstack.cloudsFile",
                        "openstack.cloud");
    }

    @Test
    void sshWithoutAPinIsRefusedAndOtherAddressesNeedNone() {
        assertThat(refused("{'git': {'url': 'git@git.example.org:kayobe.git'}}"))
                .containsExactly("git.keyPath", "git.knownHosts");
        assertThat(refused("{'git': {'url': 'ssh://git.example.org/k.git', 'keyPath': '/k'}}"))
                .containsExactly("git.knownHosts");
        assertThat(refused("{'git': {'url': 'https://git.example.org/kayobe.git'}}"))
                .isEmpty();
        assertThat(refused("{'git': {'url': '/srv/kayobe.git'}}")).isEmpty();
    }

    @Test
    void passwordInAnAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("{'git': {'url': 'https://gantry:geheim@git.example.org/k.git'}}")
                        .accept(NovaRelease.EPOXY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("tokenPath")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void fingerprintIsOne() {
        assertThat(refused(CONTROL.formatted(PIN))).isEmpty();
        assertThat(refused(CONTROL.formatted("MD5:aa:bb"))).containsExactly("control.hostKey");
    }

    private static List<String> refused(String json) {
        try {
            read(json).accept(NovaRelease.EPOXY);
            return List.of();
        } catch (Refused e) {
            return e.fields().stream().map(BadField::path).toList();
        }
    }

    private static SettingsDocument read(String json) {
        try {
            return new ObjectMapper().readValue(json.replace('\'', '"'), SettingsDocument.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
