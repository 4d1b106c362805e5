package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElementsDigestTest {

    @TempDir
    Path folder;

    @Test
    void aChangedByteNameOrModeIsAnotherDigestAndNothingElseIs() throws IOException {
        // given
        Path script = Files.createDirectories(folder.resolve("site/install.d")).resolve("10-site");
        Files.writeString(script, "#!/bin/bash\n");
        List<Sha256> seen = new ArrayList<>(List.of(digest()));

        // when / then
        Files.createDirectories(folder.resolve(".git/logs"));
        Files.writeString(folder.resolve(".git/logs/HEAD"), "fetched again");
        assertThat(digest()).isEqualTo(seen.getFirst());

        Files.writeString(script, "#!/bin/bash\ntrue\n");
        seen.add(digest());
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        seen.add(digest());
        Files.move(script, script.resolveSibling("11-site"));
        seen.add(digest());
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void aFolderThatIsNotThereHasNone() throws IOException {
        assertThat(ElementsDigest.of(folder.resolve("none"))).isEmpty();
    }

    private Sha256 digest() throws IOException {
        return ElementsDigest.of(folder).orElseThrow();
    }
}
