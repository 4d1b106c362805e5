package dev.gantry.local.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFolderTest {
    @TempDir
    Path folder;

    @Test
    void packsTheGuidesFilesWithTheAddressesOfTheSuite() throws IOException {
        // given
        ExampleFolder example =
                ExampleFolder.copy(new SuiteFolder(SuiteFolder.find().checkout(), folder.resolve("home")));
        // when
        example.setPulp("127.0.0.1:8104");
        example.setSsh("computegpu007", 8123, "stack", "SHA256:abc");
        Map<String, String> files = unpack(example.packed());
        // then
        assertThat(files)
                .containsOnlyKeys(
                        "inventory/custom",
                        "inventory/group_vars/compute_multi_instance_gpu/vgpu",
                        "inventory/group_vars/compute_vgpu/vgpu",
                        "inventory/host_vars/computegpu007/ssh",
                        "inventory/host_vars/computegpu007/vgpu",
                        "overcloud.yml",
                        "pulp.yml",
                        "vgpu.yml");
        assertThat(files.get("pulp.yml")).contains("pulp_url: \"127.0.0.1:8104\"");
        assertThat(files.get("inventory/host_vars/computegpu007/ssh"))
                .contains("ansible_port: 8123", "gantry_ssh_host_key: \"SHA256:abc\"");
    }

    private static Map<String, String> unpack(byte[] packed) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
