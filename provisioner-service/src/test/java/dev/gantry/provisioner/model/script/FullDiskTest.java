package dev.gantry.provisioner.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that fails says last which disk is full, whatever its tool said. */
class FullDiskTest {
    private static final String BROKEN = "run() { fail 'update-initramfs failed'; }\n";
    private static final String HEAD = "Filesystem 1024-blocks Used Available Capacity Mounted on";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void fullDiskIsNamed(String shell) throws Exception {
        // given: /boot is a partition of its own
        HostTree tree = tree("""
            case $1-$2 in
              -Pk-*/boot) echo '/dev/sda1 487634 487634 0 100% /boot' ;;
              -Pk-*) echo '/dev/sda2 209715200 41943040 167772160 20% /' ;;
              -Pi-*) echo '/dev/sda2 13107200 200000 12907200 2% /' ;;
            esac
            """);

        // when
        HostTree.Said said = tree.run(shell, script(BROKEN));

        // then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .isEqualTo(
                        "update-initramfs failed\nthe disk is full: /boot has 0 KiB free; make room there and retry\n");
    }

    @Test
    void diskWithoutInodesIsFullToo() throws Exception {
        // given
        HostTree tree = tree("""
            case $1 in
              -Pk) echo '/dev/sda2 209715200 41943040 167772160 20% /' ;;
              -Pi) echo '/dev/sda2 13107200 13107200 0 100% /' ;;
            esac
            """);

        // then
        assertThat(tree.run("/bin/sh", script(BROKEN)).text()).contains("the disk is full: / has 0 inodes free");
    }

    @Test
    void roomLeftOrADfThatDoesNotAnswerAccusesNoDisk() throws Exception {
        // given
        HostTree roomy = tree("echo '/dev/sda2 209715200 41943040 167772160 20% /'\n");

        // then
        assertThat(roomy.run("/bin/sh", script(BROKEN)).text()).isEqualTo("update-initramfs failed\n");
        assertThat(roomy.program("stand-in/df", "#!/bin/sh\nexit 1\n")
                        .run("/bin/sh", script(BROKEN))
                        .text())
                .isEqualTo("update-initramfs failed\n");
    }

    private static String script(String run) {
        String files = Scripts.change(Scripts.class, "files", Map.of("guarded", "", "reason", ""));
        return files.replace("\nrun </dev/null", "\n" + run + "run </dev/null");
    }

    private HostTree tree(String answers) {
        HostTree tree = new HostTree(folder.resolve("root"));
        tree.file("boot/x", "")
                .file("opt/x", "")
                .file("usr/x", "")
                .file("var/x", "")
                .file("tmp/x", "");
        return tree.program("stand-in/df", "#!/bin/sh\necho '" + HEAD + "'\n" + answers);
    }
}
