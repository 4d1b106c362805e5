package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.FolderReading;
import dev.gantry.inventory.model.KayobeFolder;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reads the guide's folder, and folders that are not right, with the real YAML reader. */
class KayobeFolderTest {

    private static FolderReading read(Folder folder) {
        return KayobeFolder.read(folder.files(), new AnsibleYaml());
    }

    private static Flaw onlyFlaw(Folder folder) {
        List<Flaw> flaws = read(folder).flaws();
        assertThat(flaws).hasSize(1);
        return flaws.getFirst();
    }

    @Test
    void guidesFolderIsReadWhole() {
        // when
        FolderReading folder = read(Folder.guide());
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.warnings()).isEmpty();
        assertThat(folder.hosts().keySet()).containsExactly("computegpu000", "computegpu001", "computegpu007");
        assertThat(folder.hosts().get("computegpu000").groups()).containsExactly("compute_vgpu");
        assertThat(folder.groups().get("vgpu").children())
                .containsExactly("compute_multi_instance_gpu", "compute_vgpu");
        assertThat(folder.groups().get("compute_vgpu").variables().file("vgpu_definitions"))
                .isEqualTo("inventory/group_vars/compute_vgpu/vgpu");
    }

    @Test
    void passwordsOfTopLevelFilesAreNotTaken() {
        // when
        FolderReading folder = read(Folder.guide());
        // then
        assertThat(folder.site().values()).containsOnlyKeys("vgpu_driver_url", "pulp_url");
    }

    @Test
    void folderMayLieDeeper() {
        // given
        Folder deep = Folder.empty();
        Folder.guide().files().forEach((path, text) -> deep.with("etc/kayobe/" + path, text));
        // when
        FolderReading folder = read(deep);
        // then
        assertThat(folder.hosts()).hasSize(3);
    }

    @Test
    void guidesTypoIsNamedWithTheNearestGroup() {
        // given
        Folder folder =
                Folder.guide().replacing("overcloud.yml", "compute_multi_instance_gpu:", "compute_mutli_instance_gpu:");
        // when
        Flaw flaw = onlyFlaw(folder);
        // then
        assertThat(flaw.file()).isEqualTo("overcloud.yml");
        assertThat(flaw.line()).isEqualTo(5);
        assertThat(flaw.found()).isEqualTo("compute_mutli_instance_gpu");
        assertThat(flaw.next()).contains("Did you mean compute_multi_instance_gpu?");
    }

    @Test
    void malformedYamlIsNamedWithItsLine() {
        // when
        Flaw flaw = onlyFlaw(Folder.guide().with("vgpu.yml", "---\nvgpu_driver_url: \"open\nnext: [\n"));
        // then
        assertThat(flaw.file()).isEqualTo("vgpu.yml");
        assertThat(flaw.line()).isGreaterThan(1);
    }

    @Test
    void undefinedChildIsNamed() {
        // when
        Flaw flaw = onlyFlaw(
                Folder.guide().replacing("inventory/custom", "[iommu:children]\nvgpu", "[iommu:children]\nvpgu"));
        // then
        assertThat(flaw.next()).contains("Did you mean vgpu?");
    }

    @Test
    void circleOfGroupsIsNamed() {
        // when
        Flaw flaw = onlyFlaw(Folder.guide().with("inventory/more", "[vgpu:children]\niommu\n"));
        // then
        assertThat(flaw.found()).isEqualTo("iommu > vgpu > iommu");
    }

    @Test
    void variablesThatReachNobodyAreWarnedOf() {
        // when
        FolderReading folder = read(Folder.guide().with("inventory/group_vars/compute_vpgu.yml", "a: 1\n"));
        // then
        assertThat(folder.warnings())
                .singleElement()
                .extracting(Flaw::next)
                .asString()
                .contains("Did you mean compute_vgpu?");
    }

    @Test
    void vaultValuesAreLeftOutWithAWarning() {
        // when
        FolderReading folder = read(Folder.guide()
                .with("secrets.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n")
                .with(
                        "inventory/group_vars/vgpu/x.yml",
                        "secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\nplain: 1\n"));
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.warnings())
                .extracting(Flaw::file)
                .containsExactlyInAnyOrder("secrets.yml", "inventory/group_vars/vgpu/x.yml");
        assertThat(folder.groups().get("vgpu").variables().values()).containsOnlyKeys("plain");
    }

    @Test
    void scalarsAreThoseOfAnsible() {
        // when
        FolderReading folder = read(Folder.guide()
                .with(
                        "inventory/group_vars/vgpu/x.yml",
                        "yes_: yes\noff_: off\nquoted: \"yes\"\nnothing:\nwhole: 7\nhalf: 0.5\ntext: a b\n"));
        // then
        var values = new TreeMap<>(folder.groups().get("vgpu").variables().values());
        assertThat(values)
                .containsEntry("yes_", true)
                .containsEntry("off_", false)
                .containsEntry("quoted", "yes")
                .containsEntry("nothing", null)
                .containsEntry("whole", 7)
                .containsEntry("half", 0.5)
                .containsEntry("text", "a b");
    }

    @Test
    void addressWithoutQuotesIsWarnedOf() {
        // when
        FolderReading folder = read(
                Folder.guide().replacing("inventory/host_vars/computegpu007/vgpu", "\"0000:21:00.0\"", "0000:21:00.0"));
        // then
        assertThat(folder.warnings()).singleElement().satisfies(w -> {
            assertThat(w.line()).isEqualTo(3);
            assertThat(w.next()).contains("Quote it");
        });
    }

    @Test
    void folderWithoutInventoryIsRefused() {
        // when
        Flaw flaw = onlyFlaw(Folder.empty().with("vgpu.yml", "a: 1\n"));
        // then
        assertThat(flaw.wanted()).isEqualTo("a folder named inventory");
    }

    @Test
    void ignoredHostsOfKayobeAreLeftOut() {
        // when
        FolderReading folder = read(
                Folder.guide().with("overcloud.yml", "overcloud_group_hosts_map:\n  ignore:\n    - computegpu007\n"));
        // then
        assertThat(folder.hosts()).isEmpty();
    }

    @Test
    void billionLaughsEndInAFlaw() {
        // given
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
                    .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        // when
        Flaw flaw = onlyFlaw(Folder.guide().with("bomb.yml", bomb.toString()));
        // then
        assertThat(flaw.file()).isEqualTo("bomb.yml");
    }
}
