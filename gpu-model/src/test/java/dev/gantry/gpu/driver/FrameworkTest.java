package dev.gantry.gpu.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameworkTest {

    @ParameterizedTest
    @CsvSource({
        "ubuntu,22.04,MDEV",
        "ubuntu,24.04,VENDOR_VFIO",
        "rocky,9.5,MDEV",
        "rocky,10.0,VENDOR_VFIO",
        "rhel,10,VENDOR_VFIO",
        "debian,12,MDEV",
        "debian,'',MDEV"
    })
    void isExpectedByTheHostsSystem(String id, String version, Framework framework) {
        assertThat(Framework.expectedOn(id, version)).isEqualTo(framework);
    }
}
