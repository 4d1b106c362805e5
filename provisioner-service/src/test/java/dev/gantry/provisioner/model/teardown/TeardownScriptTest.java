package dev.gantry.provisioner.model.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.Scripts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeardownScriptTest {
    private static final String UUID = "dd6fb582-c587-5602-8c50-5145c69f3074";
    private static final String UNIT = "etc/systemd/system/nvidia-mdev@" + UUID + ".service";
    private static final String DEFINITION = "etc/mdevctl.d/0000:17:00.4/" + UUID;

    @TempDir
    Path folder;

    @Test
    void deviceThatCannotBeStoppedLosesNeitherUnitNorDefinition() throws Exception {
        // given: the kernel says EBUSY, and nobody is seen to use it
        HostTree tree = tree("""
            #!/bin/sh
            case $1 in stop) echo "Error: Error removing device $3" >&2; echo "Caused by: Device or resource busy (os error 16)" >&2; exit 1 ;; esac
            """);

        // when
        HostTree.Said said = tree.run("/bin/sh", script());

        // then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("mdev " + UUID + " was not stopped", "Device or resource busy");
        assertThat(folder.resolve("root/" + UNIT)).exists();
        assertThat(folder.resolve("root/" + DEFINITION)).exists();
        assertThat(folder.resolve("root/calls")).doesNotExist();
    }

    private static String script() {
        FileChanges stale = new FileChanges();
        stale.disable("nvidia-mdev@" + UUID + ".service");
        stale.takeAway("/" + UNIT);
        Map<String, String> parameters =
                new LinkedHashMap<>(Map.of("guarded", UUID, "reason", "", "types", "", "mig_off", "", "sriov_off", ""));
        parameters.put("operations", "stop " + UUID + "\nforget 0000:17:00.4 " + UUID);
        parameters.putAll(stale.parameters());
        return Scripts.gpuAndFilesChange(Teardown.class, "teardown", parameters);
    }

    private HostTree tree(String mdevctl) {
        String device = "sys/devices/pci0000:16/0000:16:02.0/0000:17:00.4/" + UUID;
        return new HostTree(folder.resolve("root"))
                .file(device + "/remove", "")
                .link("sys/bus/mdev/devices/" + UUID, device)
                .file(UNIT, "# Managed by Gantry. Changes made here are lost.\n[Unit]\n")
                .file(DEFINITION, "{\"mdev_type\":\"nvidia-700\",\"start\":\"manual\",\"attrs\":[]}")
                .program("usr/sbin/mdevctl", mdevctl)
                .program("usr/bin/systemctl", "#!/bin/sh\necho \"$*\" >>\"$GANTRY_ROOT/calls\"\n");
    }
}
