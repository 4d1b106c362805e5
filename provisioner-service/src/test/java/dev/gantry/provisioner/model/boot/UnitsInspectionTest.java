package dev.gantry.provisioner.model.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.facts.HostFacts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd tells of units, also where it tells nothing of one of them. */
class UnitsInspectionTest {
    private static final String UNIT = "nvidia-mdev@dd6fb582-c587-5602-8c50-5145c69f3074.service";

    // systemd 252: at a name that is no unit's it stops, with what it has said so far.
    private static final String SYSTEMCTL = """
        #!/bin/sh
        while [ "$1" != -- ]; do shift; done
        shift
        for unit in "$@"; do
          case $unit in
            *@.service)
              echo "Failed to get properties: Unit name $unit is neither a valid invocation ID nor unit name." >&2
              exit 1 ;;
            nvidia-sriov-0000:99:00.0.service)
              echo "Failed to get properties: Transport endpoint is not connected" >&2
              exit 1 ;;
          esac
          printf 'Id=%s\\nLoadState=loaded\\nActiveState=active\\nUnitFileState=enabled\\n\\n' "$unit"
        done
        """;

    @TempDir
    Path folder;

    @Test
    void templatesAreNotAskedForAndHideNoUnit() throws Exception {
        // given: the role's template of another version, and one that somebody wrote for SR-IOV
        HostTree tree = tree().file("etc/systemd/system/nvidia-mdev@.service", "[Unit]\n")
                .file("etc/systemd/system/nvidia-sriov-manage@.service", "[Unit]\n");

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.files().unit(UNIT)).get().satisfies(u -> assertThat(u.isEnabled())
                .isTrue());
        assertThat(facts.files().unit("nvidia-vgpud.service"))
                .map(FoundUnit::active)
                .contains("active");
        assertThat(facts.notKnown()).noneMatch(n -> n.what().startsWith("unit "));
    }

    @Test
    void unitOfWhichNothingIsToldHidesNoOtherAndKeepsTheToolsWords() throws Exception {
        // given: it is asked for before the others
        HostTree tree = tree().file("etc/systemd/system/nvidia-sriov-0000:99:00.0.service", "[Unit]\n");

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.files().unit(UNIT)).get().satisfies(u -> assertThat(u.isEnabled())
                .isTrue());
        assertThat(facts.whyNotKnown("unit nvidia-sriov-0000:99:00.0.service"))
                .hasValueSatisfying(why -> assertThat(why).contains("Transport endpoint is not connected"));
    }

    private HostTree tree() {
        return new HostTree(folder.resolve("root"))
                .file("etc/systemd/system/" + UNIT, "# Managed by Gantry. Changes made here are lost.\n[Unit]\n")
                .program("usr/bin/systemctl", SYSTEMCTL);
    }
}
