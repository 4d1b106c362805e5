package dev.gantry.novaconfig.model.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file under src/test/resources; {@code -Dgolden.write=true} rewrites it. */
public final class Golden {

    private Golden() {}

    public static void check(String name, String text) {
        Path file = Path.of("src/test/resources").resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(text).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
