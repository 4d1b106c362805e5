package dev.gantry.imagebuilder.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleContentsTest {

    private static final BundleEntry HOST = entry("Host_Drivers/NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run");

    @ParameterizedTest
    @ValueSource(strings = {"Signing_Keys/PULP_MANIFEST", "a/Signing_Keys/pulp_manifest"})
    void theNameOfTheRepositorysOwnListIsReserved(String path) {
        assertThatThrownBy(() -> BundleContents.check(List.of(HOST, entry(path)), 1_000, ZipLimits.USUAL))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.name()).isEqualTo("bundle-unsafe");
                    assertThat(e.violations().getFirst().where()).isEqualTo(path);
                });
    }

    @Test
    void aFileThatIsNotPublishedMayBeCalledSo() {
        assertThat(BundleContents.check(List.of(HOST, entry("docs/PULP_MANIFEST")), 1_000, ZipLimits.USUAL)
                        .parts())
                .containsExactly(HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Guest_Drivers/nvidia-linux-grid\u202Ebed.deb",
                "Guest_Drivers/nvidia\u200B.deb",
                "Guest_Drivers/nvidia\uFFFD.deb",
                "Guest_Drivers/\uD800.deb",
                "Signing\u2028Keys/a.pub"
            })
    void aNameThatNobodyCanReadIsRefused(String path) {
        assertThatThrownBy(() -> BundleContents.check(List.of(HOST, entry(path)), 1_000, ZipLimits.USUAL))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                                e.violations().getFirst().found())
                        .isEqualTo("characters that cannot be seen or read"));
    }

    @Test
    void aNameThatNoFileSystemTakesIsRefused() {
        BundleEntry longest = entry("Guest_Drivers/" + "\u00FC".repeat(126) + ".deb");
        assertThatThrownBy(() -> BundleContents.check(List.of(HOST, longest), 1_000, ZipLimits.USUAL))
                .hasMessageContaining("a name of 256 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        vgpu key.pub   | vgpu%20key.pub
        a%2e.deb       | a%252e.deb
        a?b#c.deb      | a%3Fb%23c.deb
        a+b@c,d=e.deb  | a+b@c,d=e.deb
        gr\u00FC\u00DFe.deb | gr%C3%BC%C3%9Fe.deb
        u\u0308.deb    | u%CC%88.deb
        [a].deb        | %5Ba%5D.deb
        """)
    void theAddressOfAFileIsOfASCII(String path, String address) {
        assertThat(Artifact.urlPath(path)).isEqualTo(address);
    }

    private static BundleEntry entry(String path) {
        return new BundleEntry(path, PartRole.of(path), 10, 10);
    }
}
