package dev.gantry.imagebuilder.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static BundleEntry entry(String path) {
        return new BundleEntry(path, PartRole.of(path), 10, 10);
    }
}
