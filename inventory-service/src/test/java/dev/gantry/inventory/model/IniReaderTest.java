package dev.gantry.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IniReaderTest {

    private final AnsibleInventory inventory = new AnsibleInventory();
    private final List<Flaw> flaws = new ArrayList<>();

    private void read(String text) {
        new IniReader("inventory/hosts", inventory, flaws).read(text);
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
        assertThat(flaws).isEmpty();
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
        assertThat(flaws).extracting(Flaw::line).containsExactly(1, 3, 4, 6);
        assertThat(flaws).extracting(Flaw::file).containsOnly("inventory/hosts");
    }

    @Test
    void rangeTooLargeIsRefused() {
        // when
        read("[ok]\ngpu[0:99999999]\n");
        // then
        assertThat(flaws).singleElement().extracting(Flaw::wanted).asString().contains("at most 10000");
    }
}
