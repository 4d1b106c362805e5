package dev.gantry.kit.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {

    private static final byte[] CONTENT = "a driver".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path zip(Zip64Mode mode) throws IOException {
        Path file = folder.resolve("a.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            out.setUseZip64(mode);
            ZipArchiveEntry link = new ZipArchiveEntry("link");
            link.setUnixMode(0120777);
            for (ZipArchiveEntry entry : new ZipArchiveEntry[] {
                new ZipArchiveEntry("Host_Drivers/"), new ZipArchiveEntry("Host_Drivers/x.run"), link
            }) {
                out.putArchiveEntry(entry);
                if (!entry.isDirectory()) {
                    out.write(CONTENT);
                }
                out.closeArchiveEntry();
            }
        }
        return file;
    }

    @Test
    void partsAreToldByKind() throws IOException {
        try (ZipArchive archive = ZipArchive.open(zip(Zip64Mode.AsNeeded))) {
            assertThat(archive.parts())
                    .extracting(ZipPart::kind)
                    .containsExactly(ZipPart.Kind.FOLDER, ZipPart.Kind.FILE, ZipPart.Kind.SYMBOLIC_LINK);
            assertThat(archive.parts().get(1).bytes()).isEqualTo(CONTENT.length);
        }
    }

    @Test
    void zip64IsReadLikeAnyOther() throws IOException {
        // given
        Path file = zip(Zip64Mode.Always);

        // when, then
        assertThat(ZipDirectory.bytes(file)).isBetween(3 * 46L, 600L);
        try (ZipArchive archive = ZipArchive.open(file);
                InputStream in = archive.open("Host_Drivers/x.run")) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    /** Fields of the directory's record of a part: CRC at 16, unpacked size at 24. */
    @ParameterizedTest
    @CsvSource({"16, 0, CRC 00000000", "24, 3, more than 3 bytes", "24, 100, 8 bytes with CRC"})
    void bytesThatAreNotThoseOfTheDirectoryAreRefusedWhileTheyAreRead(int field, int value, String said)
            throws IOException {
        // given
        Path file = zip(Zip64Mode.AsNeeded);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(recordOf("Host_Drivers/x.run", bytes.array()) + field, value);
        Files.write(file, bytes.array());

        // when, then
        try (ZipArchive archive = ZipArchive.open(file);
                InputStream in = archive.open("Host_Drivers/x.run")) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOfSatisfying(InvalidZipException.class, e -> assertThat(e.kind())
                            .isEqualTo(InvalidZipException.Kind.PART_DAMAGED))
                    .hasMessageContaining(said);
        }
    }

    private static int recordOf(String path, byte[] zip) {
        int name = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(path);
        return name - 46;
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        try (ZipArchive archive = ZipArchive.open(zip(Zip64Mode.AsNeeded))) {
            assertThatThrownBy(() -> archive.open("y.run")).isInstanceOf(NoSuchFileException.class);
        }
        assertThatThrownBy(() -> ZipArchive.open(folder.resolve("none.zip"))).isInstanceOf(NoSuchFileException.class);
        Path page = Files.writeString(folder.resolve("login.html"), "<html>");
        assertThatThrownBy(() -> ZipArchive.open(page))
                .isInstanceOfSatisfying(InvalidZipException.class, e -> assertThat(e.kind())
                        .isEqualTo(InvalidZipException.Kind.NOT_A_ZIP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/etc/passwd", "../x", "a/../../b", "C:x", "a\\b", "a\nb"})
    void pathsThatLeadOutAreTold(String path) {
        assertThat(ZipPart.leavesItsFolder(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.run", "Host_Drivers/x.run", "a/..b/c", "a b/ä.run"})
    void plainPathsStay(String path) {
        assertThat(ZipPart.leavesItsFolder(path)).isFalse();
    }
}
