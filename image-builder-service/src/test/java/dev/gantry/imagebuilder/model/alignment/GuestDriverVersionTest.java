package dev.gantry.imagebuilder.model.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.MadeImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestDriverVersionTest {

    @ParameterizedTest
    @CsvSource({
        "http://192.0.2.10/pulp/content/nvidia/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm, 525.105.17",
        "https://pulp.example.org/x.rpm https://pulp.example.org/nvidia-linux-grid-535_535.161.07_amd64.deb?a=b,"
                + " 535.161.07",
        "/srv/NVIDIA-Linux-x86_64-550.54.16-grid.run, 550.54.16"
    })
    void isReadFromTheFileThatABuildVariableNames(String value, String version) {
        // when
        Optional<GuestDriverVersion> found = GuestDriverVersion.of(image(null, new EnvValue.Text(value)));
        // then
        assertThat(found.orElseThrow().version()).contains(DriverVersion.parse(version));
    }

    @Test
    void theBundleCountsMoreThanAFile() {
        // given
        EnvValue file = new EnvValue.Artifact("b", "nvidia-linux-grid-535_535.161.07_amd64.deb");
        GuestDriver driver = new GuestDriver("NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip", null, 1);
        // then
        assertThat(GuestDriverVersion.of(image(driver, file)).orElseThrow().version())
                .contains(DriverVersion.parse("525.105.17"));
        assertThat(GuestDriverVersion.of(image(null, file)).orElseThrow().version())
                .contains(DriverVersion.parse("535.161.07"));
        assertThat(GuestDriverVersion.of(image(new GuestDriver("made-up", null, 1), file)))
                .contains(new GuestDriverVersion("made-up", Optional.empty()));
    }

    @Test
    void aHostDriverOrAnyOtherFileIsNoGuestDriver() {
        // then
        assertThat(GuestDriverVersion.of(image(
                        null,
                        new EnvValue.Items(List.of(
                                "NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run", "https://example.org/app.rpm")))))
                .isEmpty();
        assertThat(GuestDriverVersion.of(image(null, new EnvValue.Token("licence"))))
                .isEmpty();
    }

    private static ImageDefinition image(GuestDriver driver, EnvValue value) {
        return MadeImage.of("rocky-container")
                .env("DIB_RPMS", value)
                .driver(driver)
                .definition();
    }
}
