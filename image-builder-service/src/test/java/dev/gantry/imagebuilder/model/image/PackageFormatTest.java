package dev.gantry.imagebuilder.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageFormatTest {

    @ParameterizedTest
    @CsvSource({
        "vm ubuntu-minimal, DEB",
        "debian-networking rocky-container vm, RPM",
        "rhel ubuntu-fonts, RPM",
        "fedora-tools debian-minimal, DEB",
        "vm Ubuntu-jammy-gpu, DEB",
        "vm rocky-9-site, RPM",
        "vm own, RPM"
    })
    void baseElementSaysWhatAnImageIs(String elements, PackageFormat format) {
        assertThat(PackageFormat.of(List.of(elements.split(" ")))).isEqualTo(format);
    }
}
