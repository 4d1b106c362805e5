package dev.gantry.kit.blocking;

import java.io.IOException;
import java.nio.file.Path;

/** A path names something that is there but is no regular file; trying again does not help. */
public final class NotRegularFileException extends IOException {

    private static final long serialVersionUID = 1L;

    NotRegularFileException(Path file, String kind) {
        super("%s is %s, not a regular file".formatted(file, kind));
    }
}
