package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of materials of an image with deb packages. */
class SbomTest {
    @TempDir
    private Path folder;

    @Test
    void debPackagesAreNamedAsTheirDistributionsOwn() throws IOException {
        // given
        Path manifests = Files.createDirectories(folder.resolve("dib-manifests"));
        Files.writeString(manifests.resolve("dib-manifest-dpkg-guest"), """
            {"packages": [
              {"package": "bash", "arch": "amd64", "version": "5.2.15-2+b7", "status": "ii"},
              {"package": "libc6:amd64", "arch": "amd64", "version": "1:2.36-9", "status": "ii"}]}
            """);

        // when
        Sbom.write(folder, folder.resolve("sbom.json"), "guest", "ubuntu", RpmPackages.Found.none());

        // then
        JsonNode sbom = new ObjectMapper().readTree(folder.resolve("sbom.json").toFile());
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.path("specVersion").asText()).isEqualTo("1.5");
        assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo("guest");
        assertThat(sbom.path("components").findValuesAsText("purl"))
                .containsExactly(
                        "pkg:deb/ubuntu/bash@5.2.15-2%2Bb7?arch=amd64", "pkg:deb/ubuntu/libc6@1%3A2.36-9?arch=amd64");
        assertThat(sbom.at("/compositions/0/aggregate").asText()).isEqualTo("complete");
    }
}
