package dev.gantry.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lock files that a process left which was killed while it changed a clone: nobody would ever take them away, and each later change is refused. */
public final class StaleLocks {

    private StaleLocks() {}

    /** Only for a folder that nobody else works on. */
    public static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> locks;
        try (Stream<Path> all = Files.walk(folder)) {
            locks = all.filter(path -> path.getFileName().toString().endsWith(".lock"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path lock : locks) {
            Files.deleteIfExists(lock);
        }
    }
}
