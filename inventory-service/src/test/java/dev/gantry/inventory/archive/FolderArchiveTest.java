package dev.gantry.inventory.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderArchiveTest {

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
        FolderFiles files = FolderArchive.read(new ByteArrayInputStream(folder.packed()));
        // then
        assertThat(files.flaws()).isEmpty();
        assertThat(files.texts()).isEqualTo(folder.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.yml", "inventory/../../outside", "/etc/passwd", "c:\\windows", "a\\..\\b"})
    void pathOutsideIsRefused(String path) throws IOException {
        // when
        FolderFiles files = FolderArchive.read(tar(path, "a: 1".getBytes()));
        // then
        assertThat(files.flaws()).singleElement().satisfies(f -> assertThat(f.wanted())
                .isEqualTo("a path inside the folder"));
        assertThat(files.texts()).isEmpty();
    }

    @Test
    void bytesThatAreNoArchiveAreRefused() {
        // when
        FolderFiles files = FolderArchive.read(new ByteArrayInputStream("hello".getBytes()));
        // then
        assertThat(files.flaws()).isNotEmpty();
    }

    @Test
    void hugeFileIsRefusedBeforeItIsRead() throws IOException {
        // when
        FolderFiles files = FolderArchive.read(tar("inventory/hosts", new byte[5 * 1024 * 1024]));
        // then
        assertThat(files.flaws()).singleElement().satisfies(f -> assertThat(f.wanted())
                .contains("at most 4194304 bytes"));
    }

    @Test
    void linksAndBinariesAreLeftOut() throws IOException {
        // given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("inventory/link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            TarArchiveEntry binary = new TarArchiveEntry("logo.png");
            binary.setSize(4);
            tar.putArchiveEntry(binary);
            tar.write(new byte[] {(byte) 0x89, 'P', 'N', 0});
            tar.closeArchiveEntry();
        }
        // when
        FolderFiles files = FolderArchive.read(new ByteArrayInputStream(bytes.toByteArray()));
        // then
        assertThat(files.texts()).isEmpty();
        assertThat(files.flaws()).isEmpty();
    }
}
