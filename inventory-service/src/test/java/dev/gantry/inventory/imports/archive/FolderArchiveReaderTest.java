package dev.gantry.inventory.imports.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.text.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderArchiveReaderTest {

    private static InputStream tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void filesComeOutAsTheyWentIn() {
        // given
        Folder folder = Folder.guide();
        // when
        FolderFiles files = FolderArchiveReader.read(new ByteArrayInputStream(folder.packed()));
        // then
        assertThat(files.violations()).isEmpty();
        assertThat(files.texts()).isEqualTo(folder.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.yml", "inventory/../../outside", "/etc/passwd", "c:\\windows", "a\\..\\b"})
    void pathOutsideIsRefused(String path) throws IOException {
        // when
        FolderFiles files = FolderArchiveReader.read(tar(path, "a: 1".getBytes()));
        // then
        assertThat(files.violations()).singleElement().satisfies(f -> assertThat(f.expected())
                .isEqualTo("a path inside the folder"));
        assertThat(files.texts()).isEmpty();
    }

    @Test
    void bytesThatAreNoArchiveAreRefused() {
        // when
        FolderFiles files = FolderArchiveReader.read(new ByteArrayInputStream("hello".getBytes()));
        // then
        assertThat(files.violations()).isNotEmpty();
    }

    @Test
    void hugeFileIsRefusedBeforeItIsRead() throws IOException {
        // when
        FolderFiles files = FolderArchiveReader.read(tar("inventory/hosts", new byte[5 * 1024 * 1024]));
        // then
        assertThat(files.violations()).singleElement().satisfies(f -> assertThat(f.expected())
                .contains("at most 4194304 bytes"));
    }

    @Test
    void linksAreFollowedInsideTheArchiveOnly() throws IOException {
        // given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "./inventory/group_vars/compute/vgpu", "a: 1");
            link(tar, "./environments/prod/inventory/group_vars/compute", "../../../../inventory/group_vars/compute");
            link(tar, "./inventory/group_vars/other", "compute/vgpu");
            link(tar, "./inventory/passwd", "/etc/passwd");
            link(tar, "./inventory/out", "../../out");
            link(tar, "./tools", "../elsewhere");
        }
        // when
        FolderFiles files = FolderArchiveReader.read(new ByteArrayInputStream(bytes.toByteArray()));
        // then
        assertThat(files.violations()).isEmpty();
        assertThat(files.texts())
                .containsOnlyKeys(
                        "environments/prod/inventory/group_vars/compute/vgpu",
                        "inventory/group_vars/compute/vgpu",
                        "inventory/group_vars/other")
                .containsValue("a: 1");
        assertThat(files.warnings()).extracting(Violation::file).containsExactly("inventory/out", "inventory/passwd");
    }

    @Test
    void linkToWhatHoldsItEnds() throws IOException {
        // given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "inventory/hosts", "gpu0");
            link(tar, "inventory/again", "../inventory");
            link(tar, "inventory/self", "self");
        }
        // when
        FolderFiles files = FolderArchiveReader.read(new ByteArrayInputStream(bytes.toByteArray()));
        // then
        assertThat(files.texts()).containsKeys("inventory/hosts", "inventory/again/hosts");
        assertThat(files.texts().size()).isLessThan(20);
    }

    @Test
    void whatIsNotOursIsPassedOver() throws IOException {
        // given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "inventory/hosts", "gpu0");
            file(tar, ".git/objects/pack/huge.yml", "x".repeat(5 * 1024 * 1024));
            file(tar, "kolla/config/nova.conf", "x".repeat(5 * 1024 * 1024));
            file(tar, "logo.png", "\u0089PNG\u0000");
        }
        // when
        FolderFiles files = FolderArchiveReader.read(new ByteArrayInputStream(bytes.toByteArray()));
        // then
        assertThat(files.violations()).isEmpty();
        assertThat(files.texts()).containsOnlyKeys("inventory/hosts");
    }

    private static void file(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target) throws IOException {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(target);
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
    }
}
