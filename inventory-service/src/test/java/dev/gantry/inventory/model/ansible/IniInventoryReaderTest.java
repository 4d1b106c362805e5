package dev.gantry.inventory.model.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.text.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IniInventoryReaderTest {

    private final AnsibleInventory inventory = new AnsibleInventory();
    private final ReadingNotes notes = new ReadingNotes();
    private final List<Violation> violations = notes.violations();

    private void read(String text) {
        new IniInventoryReader("inventory/hosts", inventory, notes).read(text);
    }

    @Test
    void rangesVariablesAndCommentsAreRead() {
        // when
        read("""
            # before any group
            lonely:2222
            [compute_vgpu]
            computegpu[000:002] ansible_user=stack note="two words" # said twice
            rack-[a:b]-[1:2]

            ; another comment
            [compute_vgpu:vars]
            vgpu_driver_dkms = True
            vgpu_reboot_timeout=1200
            empty=
            """);
        // then
        assertThat(violations).isEmpty();
        assertThat(inventory.groups().get("compute_vgpu").hosts())
                .containsExactly(
                        "computegpu000",
                        "computegpu001",
                        "computegpu002",
                        "rack-a-1",
                        "rack-a-2",
                        "rack-b-1",
                        "rack-b-2");
        assertThat(inventory.hosts().get("computegpu001").values())
                .isEqualTo(Map.of("ansible_user", "stack", "note", "two words"));
        assertThat(inventory.hosts().get("lonely").values()).isEqualTo(Map.of("ansible_port", 2222));
        assertThat(inventory.groups().get("compute_vgpu").variables().values())
                .isEqualTo(Map.of("vgpu_driver_dkms", true, "vgpu_reboot_timeout", 1200, "empty", ""));
    }

    @Test
    void valuesAreThoseOfPython() {
        // when
        read("""
            [gpus]
            gpu0 note="a # b"\t# said aside
            gpu[:1]
            [gpus:vars]
            devices=[{'pci_address': '0000:17:00.0', 'virtual_functions': []}]
            url = {{ pulp_url }}/x
            number = 5 # five
            text = abc # kept
            code = 0755
            none = None
            quoted = '7'
            """);
        // then
        assertThat(violations).isEmpty();
        assertThat(inventory.hosts()).containsOnlyKeys("gpu0", "gpu1");
        assertThat(inventory.hosts().get("gpu0").values()).isEqualTo(Map.of("note", "a # b"));
        assertThat(inventory.groups().get("gpus").variables().values())
                .containsEntry(
                        "devices", List.of(Map.of("pci_address", "0000:17:00.0", "virtual_functions", List.of())))
                .containsEntry("url", "{{ pulp_url }}/x")
                .containsEntry("number", 5)
                .containsEntry("text", "abc # kept")
                .containsEntry("code", "0755")
                .containsEntry("none", null)
                .containsEntry("quoted", "7");
    }

    @Test
    void childrenAreRead() {
        // when
        read("[vgpu:children]\ncompute_vgpu\ncompute_multi_instance_gpu # both\n");
        // then
        assertThat(inventory.groups().get("vgpu").children())
                .containsExactly("compute_multi_instance_gpu", "compute_vgpu");
    }

    @Test
    void wrongLinesAreNamedWithTheirNumber() {
        // when
        read("[vgpu:kids]\n[ok]\ncomputegpu[9:1]\nbad!name\n[ok:vars]\nno assignment\n");
        // then
        assertThat(violations).extracting(Violation::line).containsExactly(1, 3, 4, 6);
        assertThat(violations).extracting(Violation::file).containsOnly("inventory/hosts");
    }

    @Test
    void rangeTooLargeIsRefused() {
        // when
        read("[ok]\ngpu[0:99999999]\n");
        // then
        assertThat(violations)
                .singleElement()
                .extracting(Violation::expected)
                .asString()
                .contains("at most 10000");
    }
}
