package dev.gantry.gpu.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverTest {

    @Test
    void readsTheGuidesBundleName() {
        // given
        String name = "NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip";

        // when
        DriverBundleName bundle = DriverBundleName.parse(name);

        // then
        assertThat(bundle.product()).isEqualTo(DriverBundleName.Product.GRID);
        assertThat(bundle.host()).hasToString("525.105.14");
        assertThat(bundle.guest()).hasToString("525.105.17");
        assertThat(bundle.windows()).hasToString("528.89");
        assertThat(bundle).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA-GRID-Ubuntu-KVM-525.85.07-525.85.05-528.24.zip,525.85.07,525.85.05,528.24",
        "NVIDIA-GRID-RHEL-8.8-535.104.06-535.104.05-537.13.zip,535.104.06,535.104.05,537.13",
        "NVIDIA-GRID-Linux-KVM-510.108.03-514.08.zip,510.108.03,510.108.03,514.08",
        "NVIDIA-GRID-RHEL-7-384.73-385.41.zip,384.73,384.73,385.41",
        "NVIDIA-AI-Enterprise-Linux-KVM-525.60.12-525.60.13.zip,525.60.12,525.60.13,",
    })
    void readsWhatOtherBundlesAreCalled(String name, String host, String guest, @Nullable String windows) {
        // when
        DriverBundleName bundle = DriverBundleName.parse(name);

        // then
        assertThat(bundle.host()).hasToString(host);
        assertThat(bundle.guest()).hasToString(guest);
        assertThat(bundle.windows()).isEqualTo(windows == null ? null : DriverVersion.parse(windows));
        assertThat(bundle).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pulp/pulp/content/nvidia/NVIDIA-AI-Enterprise-Linux-KVM-535.161.05-535.161.07-538.33.zip",
                "file:///home/stack/NVIDIA-AI-Enterprise-Linux-KVM-535.161.05-535.161.07-538.33.zip?x=1#y",
                "NVIDIA-AI-Enterprise-Linux-KVM-535.161.05-535.161.07-538.33.zip"
            })
    void findsTheNameInAUrl(String url) {
        assertThat(DriverBundleName.fromUrl(url))
                .hasToString("NVIDIA-AI-Enterprise-Linux-KVM-535.161.05-535.161.07-538.33.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver.zip",
                "NVIDIA-GRID-Linux-KVM-525.105.14.zip",
                "NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip.part",
                "NVIDIA-GRID-Linux-KVM-1-2-3.zip"
            })
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> DriverBundleName.parse(name)).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run,HOST,RUN,535.161.05",
        "NVIDIA-vGPU-rhel-9.4-595.58.02.x86_64.rpm,HOST,RPM,595.58.02",
        "nvidia-vgpu-ubuntu-550_550.90.05_amd64.deb,HOST,DEB,550.90.05",
        "nvidia-vgpu-ubuntu-595.58.02_amd64.deb,HOST,DEB,595.58.02",
        "NVIDIA-Linux-x86_64-535.161.07-grid.run,GUEST,RUN,535.161.07",
        "nvidia-linux-grid-535-535.161.07-1.x86_64.rpm,GUEST,RPM,535.161.07",
        "nvidia-linux-grid-535_535.161.07_amd64.deb,GUEST,DEB,535.161.07"
    })
    void readsTheFilesOfABundle(String name, DriverFile.Side side, DriverFile.Packing packing, String version) {
        assertThat(DriverFile.parse(name)).isEqualTo(new DriverFile(name, side, packing, DriverVersion.parse(version)));
    }

    @Test
    void refusesOtherFiles() {
        assertThatThrownBy(() -> DriverFile.parse("538.33_grid_win10_win11_server2019_server2022_dch_64bit.exe"))
                .isInstanceOf(MalformedValueException.class);
    }

    @Test
    void ordersVersionsByNumber() {
        assertThat(Stream.of("535.161.05", "525.105.17", "550.90", "535.54.06", "550.90.05")
                        .map(DriverVersion::parse)
                        .sorted()
                        .map(DriverVersion::toString))
                .containsExactly("525.105.17", "535.54.06", "535.161.05", "550.90", "550.90.05");
    }

    @ParameterizedTest
    @CsvSource({
        "525.105.14,525.105.17,Aligned", "535.161.05,525.105.17,GuestOlder", "550.90.05,535.161.07,GuestOlder",
                "580.65.05,535.161.07,GuestOlder", "595.58.02,580.65.06,GuestOlder",
        "525.105.14,535.161.07,Incompatible", "550.90.05,525.105.17,Incompatible", "570.10.1,535.161.07,Incompatible",
                "595.58.02,535.161.07,Incompatible", "580.65.05,525.105.17,Incompatible",
        "610.1.1,580.65.06,Unknown", "580.65.05,470.1.1,Unknown", "610.1.1,610.2.2,Aligned"
    })
    void alignsGuestsWithHosts(String host, String guest, String answer) {
        DriverAlignment alignment = DriverAlignment.of(DriverVersion.parse(host), DriverVersion.parse(guest));
        assertThat(alignment.getClass().getSimpleName()).isEqualTo(answer);
        assertThat(alignment.reason()).contains(host, guest);
    }

    @Test
    void knowsReleases() {
        assertThat(DriverVersion.parse("535.161.05").release()).contains(VgpuRelease.R16);
        assertThat(VgpuRelease.R19.previousLongTerm()).contains(VgpuRelease.R16);
        assertThat(VgpuRelease.R19).hasToString("vGPU 19 (R580 LTS)");
        assertThat(VgpuRelease.R15.previous()).isEmpty();
    }
}
