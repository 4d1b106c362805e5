package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The element's own scripts in a root of their own: a user namespace and an overlay over this machine's programs, where dnf, yum and systemctl are
 * stand-ins that unpack what they are given. The Debian branch is built for real in {@link DibIT}.
 */
class ElementInRootTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJOTFMifQ.c2ln";
    private static final String ENTER = """
        set -e
        mkdir -p "$1/usr" "$1/dev" "$1/made/usr/lib/modules"
        mount -t overlay overlay -o "lowerdir=$1/made/usr:/usr" "$1/usr"
        mount --bind "$1/made/usr/lib/modules" "$1/usr/lib/modules"
        for folder in bin sbin lib lib64; do
            [ ! -e "/$folder" ] || [ -e "$1/$folder" ] || ln -s "usr/$folder" "$1/$folder"
        done
        touch "$1/dev/null"
        mount --bind /dev/null "$1/dev/null"
        exec chroot "$1" /usr/bin/env -i PATH=/made/bin:/usr/sbin:/usr/bin:/sbin:/bin bash "$2"
        """;

    @TempDir
    Path root;

    private Path stage;

    @BeforeEach
    void layOut() throws IOException {
        new GantryElements().layOut(root.resolve("elements"));
        stage = Files.createDirectories(root.resolve("tmp/in_target.d/gantry-nvidia-vgpu"));
        Files.createDirectories(stage.resolve("driver"));
        Files.writeString(stage.resolve("feature-type"), "4\n");
        Files.writeString(stage.resolve("client_configuration_token.tok"), TOKEN);
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
        program("systemctl", "echo \"$@\" >> /systemctl-calls");
        Files.writeString(root.resolve("look"), "test -d /usr/bin");
        ProgramRunner.Result ran = enter("look");
        Assumptions.assumeTrue(
                ran.isOk(), "SKIPPED: no root of one's own by user namespace and overlay: " + ran.output());
    }

    @Test
    void rpmIsInstalledByDnf() throws IOException {
        // given
        Files.writeString(stage.resolve("driver/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm"), "rpm");
        program("dnf", installer("dnf"));
        // when
        ProgramRunner.Result ran = driver();
        // then
        assertThat(ran.isOk()).as(ran.output()).isTrue();
        assertThat(root.resolve("installed"))
                .content()
                .isEqualTo("dnf install -y /tmp/in_target.d/gantry-nvidia-vgpu/driver/"
                        + "nvidia-linux-grid-525-525.105.17-1.x86_64.rpm\n");
    }

    @Test
    void modulesAreBuiltForTheKernelsOfTheImageNotForTheBuilders() throws IOException {
        // given
        Files.writeString(stage.resolve("driver/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm"), "rpm");
        program("dnf", installer("dnf"));
        program("dkms", "echo \"dkms $*\" >> /installed\n[ $3 != 5.14.0-70.el9.x86_64 ]");
        Files.createDirectories(root.resolve("made/usr/lib/modules/5.14.0-570.el9.x86_64/build"));
        Files.createDirectories(root.resolve("made/usr/lib/modules/5.14.0-70.el9.x86_64/build"));
        // when
        ProgramRunner.Result ran = driver();
        // then
        assertThat(ran.isOk()).as(ran.output()).isTrue();
        assertThat(ran.output()).contains("dkms built nothing for 5.14.0-70.el9.x86_64");
        assertThat(Files.readAllLines(root.resolve("installed")))
                .endsWith("dkms autoinstall -k 5.14.0-70.el9.x86_64", "dkms autoinstall -k 5.14.0-570.el9.x86_64");
    }

    @Test
    void selfExtractingDriverIsBuiltForTheKernelOfTheImage() throws IOException {
        // given
        Files.createDirectories(root.resolve("made/usr/lib/modules/5.14.0-70.el9.x86_64/build"));
        Files.createDirectories(root.resolve("made/usr/lib/modules/5.14.0-570.el9.x86_64/build"));
        Files.writeString(
                stage.resolve("driver/NVIDIA-Linux-x86_64-525.105.17-grid.run"), "#!/bin/sh\n" + installer("run"));
        // when
        ProgramRunner.Result ran = driver();
        // then
        assertThat(ran.isOk()).as(ran.output()).isTrue();
        assertThat(root.resolve("installed"))
                .content()
                .startsWith("run --silent --ui=none --no-nouveau-check --disable-nouveau"
                        + " --kernel-name=5.14.0-570.el9.x86_64");
    }

    @Test
    void selfExtractingDriverWithoutKernelHeadersSaysWhatIsMissing() throws IOException {
        // given
        Files.createDirectories(root.resolve("made/usr/lib/modules/5.14.0-570.el9.x86_64"));
        Files.writeString(stage.resolve("driver/NVIDIA-Linux-x86_64-525.105.17-grid.run"), installer("run"));
        // when
        ProgramRunner.Result ran = driver();
        // then
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.output()).contains("kernel-devel, linux-headers-*");
        assertThat(root.resolve("installed")).doesNotExist();
    }

    @Test
    void licenceStepMakesTheSameFilesEachTimeAndPrintsNoToken() throws IOException {
        // given
        installed("#comment\nFeatureType=0\n# last\nFeatureType = 1\n");
        Path stale = Files.createDirectories(root.resolve("etc/nvidia/ClientConfigToken"))
                .resolve("old.tok");
        Files.writeString(stale, "old");
        // when
        ProgramRunner.Result first = licence();
        String once = Files.readString(root.resolve("etc/nvidia/gridd.conf"));
        ProgramRunner.Result second = licence();
        // then
        assertThat(first.isOk()).as(first.output()).isTrue();
        assertThat(second.isOk()).as(second.output()).isTrue();
        assertThat(once).isEqualTo("#comment\nFeatureType=4\n# last\n");
        assertThat(root.resolve("etc/nvidia/gridd.conf")).content().isEqualTo(once);
        Path token = root.resolve("etc/nvidia/ClientConfigToken/client_configuration_token.tok");
        assertThat(token).content().isEqualTo(TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rwxr--r--");
        assertThat(stale).doesNotExist();
        assertThat(root.resolve("systemctl-calls")).content().startsWith("enable nvidia-gridd.service\n");
        assertThat(first.output() + second.output()).doesNotContain(TOKEN);
    }

    @Test
    void licenceStepAddsTheFeatureTypeAfterALineWithoutEnd() throws IOException {
        // given
        installed("#ServerPort=7070");
        // when
        ProgramRunner.Result ran = licence();
        // then
        assertThat(ran.isOk()).as(ran.output()).isTrue();
        assertThat(root.resolve("etc/nvidia/gridd.conf")).hasContent("#ServerPort=7070\nFeatureType=4\n");
    }

    @Test
    void licenceStepWithoutADriverIsRefused() {
        // when
        ProgramRunner.Result ran = licence();
        // then
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.output()).contains("no vGPU guest driver was installed before");
    }

    private void installed(String conf) throws IOException {
        Files.createDirectories(root.resolve("etc/nvidia"));
        Files.writeString(root.resolve("etc/nvidia/gridd.conf.template"), conf);
        Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.writeString(root.resolve("etc/systemd/system/nvidia-gridd.service"), "[Service]\n");
    }

    /** Notes its arguments, the last of which has to be there when it is a file. */
    private static String installer(String name) {
        return """
            for last in "$@"; do :; done
            case $last in /*) [ -r "$last" ] || exit 9 ;; esac
            echo "%s $*" >> /installed
            """.formatted(name);
    }

    private void program(String name, String body) throws IOException {
        Path program = Files.createDirectories(root.resolve("made/bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProgramRunner.Result driver() {
        return enter("elements/gantry-nvidia-vgpu/post-install.d/60-gantry-nvidia-driver");
    }

    private ProgramRunner.Result licence() {
        return enter("elements/gantry-nvidia-vgpu/post-install.d/90-gantry-nvidia-licence");
    }

    private ProgramRunner.Result enter(String script) {
        return ProgramRunner.run(
                Duration.ofSeconds(60),
                List.of(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        ENTER,
                        "sh",
                        root.toString(),
                        "/" + script),
                Map.of());
    }
}
