package dev.gantry.novaconfig;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Lints of a folder and of single files. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.MethodName.class)
class LintsQTest extends ServiceQTest {
    @Test
    void lintsAFolder() throws IOException {
        operator()
                .contentType("application/gzip")
                .queryParam("release", "zed")
                .body(tarGz(
                        "overcloud.yml",
                        "overcloud_group_hosts_map:\n  compute_mutli_instance_gpu:\n    - a\n",
                        "inventory/custom",
                        "[compute_multi_instance_gpu]\n"))
                .post("/v1/lints")
                .then()
                .statusCode(200)
                .body("items[0].code", equalTo("group-unknown"))
                .body("items[0].line", equalTo(2))
                .body("items[0].fix", equalTo("Write compute_multi_instance_gpu."));
        operator()
                .contentType("application/gzip")
                .body(new byte[] {1, 2, 3})
                .post("/v1/lints")
                .then()
                .statusCode(400);
    }

    @Test
    void lintsFilesByTheirPaths() {
        operator()
                .queryParam("release", "zed")
                .multiPart(
                        "overcloud.yml", "overcloud.yml", bytes("overcloud_group_hosts_map:\n  typo_gpu:\n    - a\n"))
                .multiPart("file", "inventory/custom", bytes("[typed_gpu]\n"))
                .multiPart("kolla/config/nova/nova-compute.conf", "[devices]\nenabled_mdev_types = nvidia-697\n")
                .post("/v1/lints")
                .then()
                .statusCode(200)
                .body("items.code", hasItem("sole-type"))
                .body("items.find { it.code == 'group-unknown' }.file", equalTo("overcloud.yml"))
                .body(
                        "items.find { it.code == 'group-unknown' }.fix",
                        containsString("Define it in the inventory, e.g. [typo_gpu]"));
    }

    @Test
    void aFormThatIsNoneIsRefused() {
        operator()
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(bytes("--b\r\n[]--b--\r\n"))
                .post("/v1/lints")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/body-malformed"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tarGz(String... pathsAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (int i = 0; i < pathsAndTexts.length; i += 2) {
                byte[] content = pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(pathsAndTexts[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
