package dev.gantry.provisioner.model.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostDriverFileTest {
    @ParameterizedTest
    @CsvSource({
        "http://p/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip?x=1, 525.105.14, .run",
        "file:///home/x/NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run, 535.161.05, .run",
        "http://p/nvidia-vgpu-ubuntu-535_535.161.05_amd64.deb, 535.161.05, .deb",
        "http://p/NVIDIA-vGPU-rhel-9.4-595.58.02.x86_64.rpm, 595.58.02, .rpm",
        "http://p/NVIDIA-GRID-RHEL-9.4-550.90.05-550.90.07-552.55.zip, 550.90.05, .rpm"
    })
    void nameTellsVersionAndKind(String url, String version, String ending) {
        assertThat(HostDriverFile.of(url).version()).contains(version);
        assertThat(HostDriverFile.of(url).ending()).isEqualTo(ending);
        assertThat(HostDriverFile.of(url).storedName()).isEqualTo("nvidia-vgpu-host-" + version + ending);
    }
}
