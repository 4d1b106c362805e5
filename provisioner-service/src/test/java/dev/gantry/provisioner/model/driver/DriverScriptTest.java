package dev.gantry.provisioner.model.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.script.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installer of one kind over the driver of another, with package tools that keep a list and refuse files of two owners. */
class DriverScriptTest {

    // As dpkg and rpm do: what is in a package now may not come from another.
    private static final String INSTALL = """
        grep -q -v "^$name " "$list" && { echo "trying to overwrite '/usr/bin/nvidia-smi', which is also in another package"; exit 1; }
        echo "$name installed" >"$list"
        """;

    @TempDir
    Path folder;

    private HostTree tree;

    @BeforeEach
    void host() {
        tree = new HostTree(folder.resolve("root"));
        tree.file("calls", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void runFileComesAfterThePackageHasGone(String shell) throws Exception {
        // given: one installed, one of which only configuration is left
        debian("nvidia-vgpu-ubuntu-535 installed\nnvidia-vgpu-ubuntu-470 config-files\n");

        // when
        HostTree.Said said = install(shell, "new.run");

        // then
        assertThat(said.text()).isEqualTo("removes nvidia-vgpu-ubuntu-535\n");
        assertThat(said.code()).isZero();
        assertThat(calls()).containsExactly("remove nvidia-vgpu-ubuntu-535", "ran beside: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void packageOfAnotherBranchTakesTheOldOnesPlace(String shell) throws Exception {
        // given
        debian("nvidia-vgpu-ubuntu-535 half-configured\n");

        // when
        HostTree.Said said = install(shell, "new.deb");

        // then
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(calls()).containsExactly("remove nvidia-vgpu-ubuntu-535", "install new.deb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void packageOfTheSameNameIsReplacedByItsTool(String shell) throws Exception {
        // given
        debian("nvidia-vgpu-ubuntu-550 installed\n");

        // when
        HostTree.Said said = install(shell, "new.deb");

        // then
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(calls()).containsExactly("install new.deb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"})
    void sameHoldsWhereRpmKeepsTheList(String shell) throws Exception {
        // given
        redHat("NVIDIA-vGPU-rhel installed\n");

        // when
        HostTree.Said same = install(shell, "new.rpm");
        HostTree.Said other = install(shell, "new.run");

        // then
        assertThat(same.code()).as(same.text()).isZero();
        assertThat(other.code()).as(other.text()).isZero();
        assertThat(calls()).containsExactly("install new.rpm", "remove NVIDIA-vGPU-rhel", "ran beside: ");
    }

    private void debian(String installed) {
        tree.file("list", installed);
        tree.program("usr/bin/dpkg-query", "#!/bin/sh\ncat $GANTRY_ROOT/list\n");
        tree.program("usr/bin/dpkg-deb", "#!/bin/sh\ncat $2\n");
        packageTool("apt-get");
    }

    private void redHat(String installed) {
        tree.file("list", installed);
        tree.program("usr/bin/rpm", """
            #!/bin/sh
            case $1 in
              -qa) cut -d' ' -f1 $GANTRY_ROOT/list ;;
              -qp) cat $4 ;;
            esac
            """);
        packageTool("dnf");
    }

    private void packageTool(String tool) {
        tree.program("usr/bin/" + tool, """
            #!/bin/sh
            list=$GANTRY_ROOT/list
            verb=
            for word in "$@"; do
              case $word in
                -* | DPkg::*) ;;
                install | remove) verb=$word ;;
                *)
                  echo "$verb ${word##*/}" >>$GANTRY_ROOT/calls
                  [ $verb = install ] || { grep -v "^$word " "$list" >"$list.new"; mv "$list.new" "$list"; continue; }
                  name=$(cat "$word")
            %s    ;;
              esac
            done
            exit 0
            """.formatted(INSTALL.indent(6)));
    }

    private HostTree.Said install(String shell, String file) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(shell)), "SKIPPED: this machine has no " + shell);
        Map<String, String> parameters = new TreeMap<>(Map.of("installer", "/opt/gantry/" + file, "version", "550.1"));
        parameters.putAll(Map.of("dkms", "no", "packages", "", "guarded", "", "reason", ""));
        deliver(file);
        return tree.run(shell, Scripts.gpuChange(DriverStep.class, "driver", parameters));
    }

    private void deliver(String file) {
        tree.file(
                "opt/gantry/" + file,
                switch (file) {
                    case "new.deb" -> "nvidia-vgpu-ubuntu-550\n";
                    case "new.rpm" -> "NVIDIA-vGPU-rhel\n";
                    default -> "echo \"ran beside: $(grep -v config-files $GANTRY_ROOT/list)\" >>$GANTRY_ROOT/calls\n";
                });
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(tree.root().resolve("calls"));
    }
}
