package dev.gantry.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary folders below target that are removed without following or mentioning links. */
public final class HostFolders implements TempDirFactory {
    private @Nullable Path made;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "host");
        made = folder;
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (made != null) {
            HostFolder.delete(made);
        }
    }
}
