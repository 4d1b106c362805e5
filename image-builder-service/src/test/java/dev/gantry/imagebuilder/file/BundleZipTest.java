package dev.gantry.imagebuilder.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.ZipLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleZipTest {

    @TempDir
    Path folder;

    @Test
    void listsWhatABundleHoldsByRole() throws IOException {
        // given
        Path zip = MadeBundle.usual(folder);

        // when
        BundleContents contents = BundleZip.read(zip, ZipLimits.USUAL);

        // then
        assertThat(contents.of(PartRole.HOST_DRIVER))
                .extracting(BundleEntry::fileName)
                .containsExactly("NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run");
        assertThat(contents.of(PartRole.GUEST_DRIVER)).hasSize(3);
        assertThat(contents.of(PartRole.SIGNING_KEY)).hasSize(1);
        assertThat(contents.parts()).hasSize(5);
    }

    @Test
    void unpacksAPartWithItsDigest() throws IOException {
        // given
        Path zip = MadeBundle.usual(folder);
        BundleEntry part =
                BundleZip.read(zip, ZipLimits.USUAL).of(PartRole.HOST_DRIVER).getFirst();

        // when
        StoredFile stored = BundleZip.unpack(zip, part, folder.resolve("out/driver.run"));

        // then
        assertThat(stored.path()).hasContent("host run");
        assertThat(stored.sha256()).isEqualTo(Sha256.of("host run".getBytes()));
    }

    @Test
    void refusesWhatIsNoZip() throws IOException {
        // given
        Path page = Files.writeString(folder.resolve("login.html"), "<html>Please log in</html>");

        // when / then
        assertThatThrownBy(() -> BundleZip.read(page, ZipLimits.USUAL)).satisfies(named("bundle-not-a-zip"));
    }

    @Test
    void refusesATruncatedZip() throws IOException {
        // given
        byte[] whole = Files.readAllBytes(MadeBundle.usual(folder));
        Path part = Files.write(folder.resolve("part.zip"), Arrays.copyOf(whole, whole.length - 40));

        // when / then
        assertThatThrownBy(() -> BundleZip.read(part, ZipLimits.USUAL)).satisfies(named("bundle-not-a-zip"));
    }

    @Test
    void refusesEntriesThatLeaveTheFolder() throws IOException {
        for (String path :
                new String[] {"../../etc/cron.d/x", "/etc/passwd", "a/../../b", "C:\\x", "a\\..\\b", "a\nb"}) {
            // given
            Map<String, byte[]> files = MadeBundle.files();
            files.put(path, new byte[1]);
            Path zip = MadeBundle.zip(folder.resolve("slip.zip"), files);

            // when / then
            assertThatThrownBy(() -> BundleZip.read(zip, ZipLimits.USUAL))
                    .as(path)
                    .satisfies(named("bundle-unsafe"));
        }
    }

    @Test
    void refusesABomb() throws IOException {
        // given
        Map<String, byte[]> files = MadeBundle.files();
        files.put("Host_Drivers/zeros.run", new byte[64 << 20]);
        Path zip = MadeBundle.zip(folder.resolve("bomb.zip"), files);

        // when / then
        assertThat(Files.size(zip)).isLessThan(1 << 20);
        assertThatThrownBy(() -> BundleZip.read(zip, ZipLimits.USUAL)).satisfies(named("bundle-unsafe"));
    }

    @Test
    void refusesABundleWithoutHostDriver() throws IOException {
        // given
        Path zip = MadeBundle.zip(folder.resolve("other.zip"), Map.of("readme.txt", new byte[1]));

        // when / then
        assertThatThrownBy(() -> BundleZip.read(zip, ZipLimits.USUAL)).satisfies(named("bundle-incomplete"));
    }

    @Test
    void refusesAPartWhoseBytesAreDamaged() throws IOException {
        // given
        Path zip = MadeBundle.usual(folder);
        byte[] bytes = Files.readAllBytes(zip);
        BundleEntry part =
                BundleZip.read(zip, ZipLimits.USUAL).of(PartRole.GUEST_DRIVER).getFirst();
        Arrays.fill(bytes, 80, 95, (byte) 0xff);
        Files.write(zip, bytes);

        // when / then
        assertThatThrownBy(() -> BundleZip.unpack(zip, part, folder.resolve("out.deb")))
                .satisfies(named("bundle-damaged"));
        assertThat(folder.resolve("out.deb")).doesNotExist();
    }

    @Test
    void refusesAStoredPartWithOneOtherBit() throws IOException {
        // given
        Path zip = folder.resolve("large.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            MadeBundle.large(out, 1 << 20);
        }
        BundleEntry part = BundleZip.read(zip, ZipLimits.USUAL).parts().getFirst();
        byte[] bytes = Files.readAllBytes(zip);
        bytes[bytes.length / 2] ^= 1;
        Files.write(zip, bytes);

        // when / then
        assertThatThrownBy(() -> BundleZip.unpack(zip, part, folder.resolve("out.run")))
                .satisfies(named("bundle-damaged"));
        assertThat(folder.resolve("out.run")).doesNotExist();
    }

    @Test
    void readsZip64() throws IOException {
        // given
        Path zip = folder.resolve("zip64.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            out.setUseZip64(Zip64Mode.Always);
            put(out, new ZipArchiveEntry("Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run"));
        }

        // when
        BundleContents contents = BundleZip.read(zip, ZipLimits.USUAL);

        // then
        assertThat(contents.of(PartRole.HOST_DRIVER)).hasSize(1);
    }

    @Test
    void refusesASymbolicLink() throws IOException {
        // given
        Path zip = folder.resolve("link.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry link = new ZipArchiveEntry("Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run");
            link.setUnixMode(0120777);
            put(out, link);
        }

        // when / then
        assertThatThrownBy(() -> BundleZip.read(zip, ZipLimits.USUAL)).satisfies(named("bundle-unsafe"));
    }

    @Test
    void refusesAZipOfNothingButNamesBeforeItIsInMemory() throws IOException {
        // given
        Path zip = folder.resolve("names.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < 60_000; i++) {
                out.putNextEntry(new ZipEntry("Guest_Drivers/%040d".formatted(i)));
            }
        }

        // when / then
        assertThatThrownBy(() -> BundleZip.read(zip, ZipLimits.USUAL))
                .satisfies(named("bundle-unsafe"))
                .hasMessageContaining("a directory of");
    }

    private static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry) throws IOException {
        out.putArchiveEntry(entry);
        out.write(new byte[] {1, 2, 3});
        out.closeArchiveEntry();
    }

    @Test
    void leavesNothingOfAFileThatIsTooLarge() {
        // given
        Path target = folder.resolve("in/too-large.zip");

        // when / then
        assertThatThrownBy(() -> HashedFile.write(new ByteArrayInputStream(new byte[100]), target, 99))
                .isInstanceOf(HashedFile.TooLarge.class);
        assertThat(target).doesNotExist();
    }

    private static java.util.function.Consumer<Throwable> named(String problem) {
        return e -> assertThat(e).isInstanceOfSatisfying(ProblemException.class, r -> assertThat(r.name())
                .isEqualTo(problem));
    }
}
