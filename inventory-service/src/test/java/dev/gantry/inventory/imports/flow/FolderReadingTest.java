package dev.gantry.inventory.imports.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.yaml.AnsibleYamlReader;
import org.junit.jupiter.api.Test;

class FolderReadingTest {

    /** A whole cloud's folder has switches whose users stand in an encrypted file: nobody imports them. */
    @Test
    void howOtherHostsAreReachedIsNothingToTheImport() {
        // given
        Folder folder = Folder.empty()
                .with(
                        "inventory/hosts",
                        "[controllers]\n"
                                + "ctl1\n"
                                + "[compute]\n"
                                + "cmp1\n"
                                + "[overcloud:children]\n"
                                + "controllers\n"
                                + "compute\n"
                                + "[mgmt-switches]\n"
                                + "sw1\n")
                .with(
                        "inventory/group_vars/mgmt-switches",
                        "ansible_user: '{{ secrets_switch_user }}'\nansible_port: none of yours\n")
                .with("secrets.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n");
        // when
        FolderReading reading =
                FolderReading.of(folder.files(), new ControlHost(null, "/home/stack"), new AnsibleYamlReader());
        // then
        assertThat(reading.hosts()).containsOnlyKeys("cmp1");
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings())
                .allSatisfy(warning -> assertThat(warning.toString()).doesNotContain("ansible_"));
    }
}
