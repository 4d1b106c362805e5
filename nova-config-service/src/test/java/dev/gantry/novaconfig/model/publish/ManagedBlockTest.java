package dev.gantry.novaconfig.model.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.GroupForm;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagedBlockTest {

    private static final String PATH = SiteFiles.GROUP_CONF;
    private static final String OURS = GroupForm.render(Sites.guide(), SiteSettings.defaults(NovaRelease.EPOXY));

    @Test
    void emptyFileIsOursAlone() {
        // when
        ManagedBlock.Merged merged = ManagedBlock.into(PATH, Optional.empty(), OURS);
        // then
        assertThat(merged.text()).isEqualTo(ManagedBlock.BEGIN + "\n" + OURS + ManagedBlock.END + "\n");
    }

    @Test
    void secondTimeReplacesTheBlockAndNothingElse() {
        // given
        String before = "[libvirt]\ncpu_mode = host-model\n";
        String after = "\n[vnc]\nenabled = true\n";
        String first = ManagedBlock.into(PATH, Optional.of(before), "[devices]\nenabled_mdev_types = nvidia-1\n")
                .text();
        // when
        ManagedBlock.Merged merged = ManagedBlock.into(PATH, Optional.of(first + after), OURS);
        // then
        assertThat(merged.text())
                .startsWith(before)
                .endsWith(after)
                .contains("computegpu007")
                .doesNotContain("nvidia-1\n");
        assertThat(merged.conflicts()).isEmpty();
        assertThat(ManagedBlock.into(PATH, Optional.of(merged.text()), OURS).text())
                .isEqualTo(merged.text());
    }

    @Test
    void handWrittenGroupOfTheGuideIsAConflictAndAnotherGroupIsNot() {
        // given
        String guide = "{% raw %}\n"
                + "{% if inventory_hostname in groups['compute_vgpu'] %}\n"
                + "[devices]\n"
                + "enabled_mdev_types = nvidia-697\n"
                + "{% endif %}\n"
                + "{% endraw %}\n";
        String other = guide.replace("compute_vgpu", "compute_amd");
        // then
        assertThat(ManagedBlock.into(PATH, Optional.of(guide), OURS).conflicts())
                .singleElement()
                .satisfies(f -> assertThat(f.subject()).isEqualTo(PATH + ":4"));
        assertThat(ManagedBlock.into(PATH, Optional.of(other), OURS).conflicts())
                .isEmpty();
    }

    @Test
    void repeatedOptionsMayStandBesideOurs() {
        // given
        String theirs = "[pci]\ndevice_spec = { \"devname\":\"eth0\", \"physical_network\":\"physnet1\" }\n";
        String ours = "[pci]\ndevice_spec = { \"vendor_id\":\"10de\", \"product_id\":\"1db4\" }\n";
        // then
        assertThat(ManagedBlock.into(PATH, Optional.of(theirs), ours).conflicts())
                .isEmpty();
    }

    @Test
    void linesAfterTheBlockAreCountedInTheWholeFile() {
        // given
        String ours = "[devices]\nenabled_mdev_types = nvidia-697\n";
        String file =
                ManagedBlock.into(PATH, Optional.empty(), ours).text() + "[devices]\nenabled_mdev_types = nvidia-1\n";
        // then
        assertThat(ManagedBlock.into(PATH, Optional.of(file), ours).conflicts())
                .singleElement()
                .satisfies(f -> assertThat(f.subject()).isEqualTo(PATH + ":6"));
    }

    @Test
    void lineWithoutItsSectionAfterTheBlockIsNamed() {
        // given
        String file = ManagedBlock.into(PATH, Optional.empty(), "[pci]\nreport_in_placement = True\n")
                .text();
        // then
        assertThat(ManagedBlock.into(PATH, Optional.of(file + "# mine\ncpu_mode = host-model\n"), OURS)
                        .conflicts())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("line-in-our-section");
                    assertThat(f.subject()).isEqualTo(PATH + ":6");
                });
        assertThat(ManagedBlock.into(PATH, Optional.of(file + "# mine\n[libvirt]\ncpu_mode = host-model\n"), OURS)
                        .conflicts())
                .isEmpty();
    }

    @Test
    void blockWhoseEndWasTakenAwayIsNotWrittenASecondTime() {
        // given
        String file = "[vnc]\nenabled = true\n\n"
                + ManagedBlock.into(PATH, Optional.empty(), OURS).text().replace(ManagedBlock.END + "\n", "");
        // when
        ManagedBlock.Merged merged = ManagedBlock.into(PATH, Optional.of(file), OURS);
        // then
        assertThat(merged.text()).isEqualTo(file);
        assertThat(merged.conflicts()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("block-broken");
            assertThat(f.subject()).isEqualTo(PATH + ":4");
        });
    }

    @Test
    void takingItOutLeavesTheOperatorsLines() {
        // given
        String file = ManagedBlock.into(PATH, Optional.of("[vnc]\nenabled = true\n"), OURS)
                .text();
        // then
        assertThat(ManagedBlock.without(file)).contains("[vnc]\nenabled = true\n");
        assertThat(ManagedBlock.without(
                        ManagedBlock.into(PATH, Optional.empty(), OURS).text()))
                .isEmpty();
    }
}
