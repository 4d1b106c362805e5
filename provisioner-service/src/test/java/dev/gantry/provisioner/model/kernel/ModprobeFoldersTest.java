package dev.gantry.provisioner.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of modprobe.d count: of one name the first by folder, as modprobe.d(5) has it. */
class ModprobeFoldersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "usr/lib/modprobe.d/a.conf, etc/modprobe.d/a.conf",
        "usr/lib/modprobe.d/a.conf, run/modprobe.d/a.conf",
        "run/modprobe.d/a.conf, etc/modprobe.d/a.conf",
        "usr/lib/modprobe.d/a.conf, usr/local/lib/modprobe.d/a.conf",
        "lib/modprobe.d/a b.conf, usr/lib/modprobe.d/a b.conf",
    })
    void fileOfTheSameNameHidesTheOther(String hidden, String hiding) throws Exception {
        // given
        HostTree tree = new HostTree(folder.resolve("root"))
                .file(hidden, "blacklist nouveau\n")
                .file(hiding, "options nvidia NVreg_EnableMSI=1\n");

        // then
        assertThat(lines(tree)).containsExactly(new ConfigLine("/" + hiding, "options nvidia NVreg_EnableMSI=1"));
    }

    @Test
    void maskedAndEmptyFilesSayNothingAndOthersAreAllRead() throws Exception {
        // given: an operator took the distribution's and the installer's file away in two ways
        HostTree tree = new HostTree(folder.resolve("root"))
                .file("usr/lib/modprobe.d/nvidia-installer-disable-nouveau.conf", "blacklist nouveau\n")
                .file("usr/lib/modprobe.d/nvidia.conf", "blacklist nouveau\n")
                .file("etc/modprobe.d/nvidia.conf", "")
                .file("etc/modprobe.d/vfio.conf", "  options vfio-pci ids=10de:1eb8\n#blacklist nouveau\n")
                .file("usr/lib/modprobe.d/z.conf", "softdep nvidia post: nvidia-uvm\n");
        Files.createSymbolicLink(
                tree.root().resolve("etc/modprobe.d/nvidia-installer-disable-nouveau.conf"), Path.of("/dev/null"));

        // then
        assertThat(lines(tree))
                .extracting(ConfigLine::path)
                .containsExactly("/etc/modprobe.d/vfio.conf", "/usr/lib/modprobe.d/z.conf");
    }

    private static List<ConfigLine> lines(HostTree tree) throws Exception {
        return Inspection.parse(tree.inspect("/bin/sh")).found().boot().modules();
    }
}
