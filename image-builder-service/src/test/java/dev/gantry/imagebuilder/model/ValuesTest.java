package dev.gantry.imagebuilder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.BuildInputs;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.build.Redactor;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.MadeImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void theSameInputsMakeTheSameDigestInAnyOrderAndOthersAnother() {
        assertThat(new BuildInputs(Map.of("a", "1", "b", "2")).digest())
                .isEqualTo(new BuildInputs(Map.of("b", "2", "a", "1")).digest())
                .isNotEqualTo(new BuildInputs(Map.of("a", "12", "b", "")).digest());
    }

    @Test
    void masksATokenAndEachOfItsParts() {
        // given
        Redactor redactor = new Redactor(List.of("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJOTFMifQ.c2lnbmF0dXJl"));

        // when / then
        assertThat(redactor.apply("+ printf eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJOTFMifQ.c2lnbmF0dXJl"))
                .isEqualTo("+ printf ******");
        assertThat(redactor.apply("x=eyJpc3MiOiJOTFMifQ")).isEqualTo("x=******");
        assertThat(redactor.apply("Selecting previously unselected package")).doesNotContain("*");
    }

    @Test
    void anEnvironmentValueMayHaveLinesButMayNotTakeABuildsFolderOrHideAToken() {
        // given
        String suites = "default:deb http://deb.debian.org/debian bookworm main\nupdates:deb x bookworm-updates main";
        String token = "x\neyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJOTFMifQ.c2lnbmF0dXJl\n";

        // when / then
        assertThat(with("DIB_APT_SOURCES_CONF", suites).violations()).isEmpty();
        assertThat(with("DIB_X", "a\u0007b").violations()).hasSize(1);
        assertThat(with("DIB_X", token).violations()).hasSize(1);
        assertThat(with("TMP_DIR", "/tmp").violations()).hasSize(1);
        assertThat(with("GANTRY_LICENCE_FILE", "/etc/shadow").violations()).hasSize(1);
    }

    private static ImageDefinition with(String variable, String value) {
        return MadeImage.of("debian-minimal")
                .env(variable, new EnvValue.Text(value))
                .definition();
    }

    @Test
    void aRecipeHoldsPathsAndReplacesThePublicElement() {
        // given
        ImageDefinition image = new ImageDefinition(
                "Rocky9-NVIDIA",
                "raw",
                List.of("rocky-container", "nvidia-vgpu", "vm"),
                List.of("dkms", "git"),
                Map.of("DIB_NVIDIA_VGPU_CLIENT_TOKEN", new EnvValue.Token("tenant")),
                "shared",
                Map.of(),
                List.of(),
                "20",
                "x86_64",
                null,
                null,
                List.of(),
                List.of(),
                ImageDefinition.REQUIRED);
        Recipe.Place place =
                new Recipe.Place(Path.of("/data/builds/7"), "disk-image-create", List.of("cloud-init", "vm"));

        // when
        Recipe recipe = Recipe.of(
                image,
                new Recipe.Resolved(List.of(Path.of("/own"), Path.of("/git")), Map.of("DIB_RELEASE", "9"), null),
                place);

        // then
        assertThat(String.join(" ", recipe.command()))
                .isEqualTo("disk-image-create --no-tmpfs -t raw -a amd64 --image-size 20 -p dkms,git"
                        + " -o /data/builds/7/out/Rocky9-NVIDIA cloud-init vm rocky-container gantry-nvidia-vgpu");
        assertThat(recipe.environment())
                .containsEntry("ELEMENTS_PATH", "/own:/git")
                .containsEntry("GANTRY_LICENCE_FILE", "/data/builds/7/secret/client_configuration_token.tok")
                .containsEntry("GANTRY_FEATURE_TYPE", "1")
                .containsEntry("DIB_RELEASE", "9")
                .doesNotContainKey("DIB_NVIDIA_VGPU_CLIENT_TOKEN");
    }

    @Test
    void readsAManifestLineWithCommasInThePath() {
        // given
        RepositoryVersion.File file = new RepositoryVersion.File("a,b.zip", Sha256.of(new byte[1]), 7);

        // when / then
        assertThat(RepositoryVersion.parseManifestLine(RepositoryVersion.manifestLine(file)))
                .isEqualTo(file);
        assertThatThrownBy(() -> new Sha256("c8e1")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPathIsWrittenAsAUrlHasIt() {
        assertThat(Artifact.urlPath("nvidia-linux-grid-525_525.105.17_amd64.deb"))
                .isEqualTo("nvidia-linux-grid-525_525.105.17_amd64.deb");
        assertThat(Artifact.urlPath("keys/a key #1 50%.pub")).isEqualTo("keys/a%20key%20%231%2050%25.pub");
    }
}
