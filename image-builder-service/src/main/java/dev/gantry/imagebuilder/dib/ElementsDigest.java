package dev.gantry.imagebuilder.dib;

import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with elements that lies on this machine as one digest: names, contents and whether a script can be run. */
public final class ElementsDigest {

    private ElementsDigest() {}

    /** Empty when the folder is not there. Links are followed, as the build follows them; what they lead to twice counts twice. */
    public static Optional<Sha256> of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        MessageDigest all = Sha256.digest();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !folder.relativize(f).startsWith(".git"))
                    .sorted()
                    .toList()) {
                String line = "%s %s %s%n"
                        .formatted(
                                folder.relativize(file), HashedFile.hash(file).hex(), Files.isExecutable(file));
                all.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Optional.of(Sha256.ofDigest(all.digest()));
    }
}
