package dev.gantry.provisioner.model.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.facts.HostFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Units of all kinds that others have beside ours; what is asked for is told of each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvidia-mdev@foo.service",
                "nvidia-sriov-manage@ALL.service",
                "nvidia-sriov-manage@0000:17:00.0.service",
                "nvidia-sriov-exporter.service",
                "gantry-mig@.service",
            })
    void unitsThatOnlyHaveANameLikeOursAreNoneOfOurs(String name) throws Exception {
        // given
        HostTree tree = tree().file("etc/systemd/system/" + name, "[Service]\nExecStart=/bin/true\n");
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // when
        String plan = Planner.plan(DesiredState.passthrough(List.of("10de:26b9")), facts)
                .text();

        // then
        assertThat(facts.files().unit(UNIT)).isPresent();
        assertThat(plan).contains("disable " + UNIT).doesNotContain(name);
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, true, true",
        "enabled-runtime, false, true",
        "disabled, false, true",
        "linked, false, true",
        "static, false, false",
        "generated, false, false",
        "indirect, false, false",
        "alias, false, false",
        "masked, false, false",
        "transient, false, false",
        "'', false, true",
    })
    void onlyWhatStartsAtEveryBootIsEnabled(String state, boolean enabled, boolean canBe) {
        FoundUnit unit = new FoundUnit("x.service", "loaded", "active", state);

        assertThat(unit.isEnabled()).isEqualTo(enabled);
        assertThat(unit.canBeEnabled()).isEqualTo(canBe);
    }

    @Test
    void systemctlThatTellsOfNothingIsNotAskedForEachUnit() throws Exception {
        // given: no systemd behind it, as in a rescue system
        HostTree tree = tree().program("usr/bin/systemctl", """
            #!/bin/sh
            echo x >>"$GANTRY_ROOT/asked"
            echo 'Failed to connect to bus: Host is down' >&2
            exit 1
            """);

        // when
        HostFacts facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.whyNotKnown("units")).contains("Failed to connect to bus: Host is down");
        assertThat(Files.readAllLines(tree.root().resolve("asked"))).hasSizeLessThan(7);
    }

    private HostTree tree() {
        return new HostTree(folder.resolve("root"))
                .file("etc/systemd/system/" + UNIT, "# Managed by Gantry. Changes made here are lost.\n[Unit]\n")
                .program("usr/bin/systemctl", SYSTEMCTL);
    }
}
