package dev.gantry.provisioner.model.mig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.model.script.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MIG devices as the script that runs at boot makes them, with an nvidia-smi that is not as helpful as it could be. */
class MigScriptTest {
    /** Tables as in NVIDIA's MIG user guide, "Listing GPU instances"; warnings as a card with a damaged inforom gives them. */
    private static final String SMI = """
        #!/bin/sh
        made=$GANTRY_ROOT/made
        echo "$*" >>"$GANTRY_ROOT/calls"
        case $* in
          *query-gpu=index*) printf '0\\r\\n'; echo 'WARNING: infoROM is corrupted at gpu 0000:65:00.0'; exit 14 ;;
          *query-gpu=mig.mode.current*) echo Enabled; echo 'WARNING: infoROM is corrupted at gpu 0000:65:00.0'; exit 14 ;;
          'mig -lgi')
            [ ! -e "$GANTRY_ROOT/broken" ] || { echo 'Unable to query: Unknown Error'; exit 3; }
            [ -s "$made" ] || { echo 'No GPU instances found: Not Found'; exit 6; }
            echo '| GPU   Name             Profile  Instance   Placement  |'
            cat "$made" ;;
          *-dgi*) : >"$made" ;;
          # The first that is made gets the best place; a large one first leaves no room for both small ones.
          *'-cgi 2g.20gb,'*)
            echo '|   0  MIG 2g.20gb         14        3          0:2     |' >"$made"
            echo 'Unable to create a GPU instance on GPU  0 using profile 19: Insufficient Resources'
            exit 19 ;;
          *-cgi*)
            for profile in $(echo "$*" | sed 's/.*-cgi //; s/ -C//; s/,/ /g'); do
              echo "|   0  MIG $profile         19        9          2:1     |"
            done >"$made" ;;
        esac
        """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void profilesThatDoNotFitInOneOrderAreMadeInTheOther(String shell) throws Exception {
        // given
        HostTree tree = tree();

        // when
        HostTree.Said said = tree.run(available(shell), apply("2g.20gb:1,1g.10gb:2"));

        // then
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(Files.readString(tree.root().resolve("calls"))).contains("-cgi 1g.10gb,1g.10gb,2g.20gb -C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void whatIsThereAlreadyIsLeftAlone(String shell) throws Exception {
        // given
        HostTree tree = tree().file("made", "|   0  MIG 1g.10gb         19        9          2:1     |\n");

        // when
        HostTree.Said said = tree.run(available(shell), apply("1g.10gb:1"));

        // then
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(Files.readString(tree.root().resolve("calls"))).doesNotContain("-cgi", "-dgi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void nothingIsMadeOrRemovedWhileTheListFails(String shell) throws Exception {
        // given
        HostTree tree = tree().file("broken", "");

        // when
        HostTree.Said said = tree.run(available(shell), apply("1g.10gb:1"));

        // then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("cannot list MIG devices", "Unknown Error");
        assertThat(Files.readString(tree.root().resolve("calls"))).doesNotContain("-cgi", "-dgi");
    }

    private HostTree tree() {
        return new HostTree(folder.resolve("root")).program("usr/bin/nvidia-smi", SMI);
    }

    private static String apply(String profiles) {
        return Scripts.text(Scripts.class, "gpu-boot") + "\nmig_apply 0000:17:00.0 " + Shell.quote(profiles) + "\n";
    }

    private static String available(String shell) {
        assumeTrue(Files.isExecutable(Path.of(shell)), "skipped: this machine has no " + shell);
        return shell;
    }
}
