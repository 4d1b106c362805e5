package dev.gantry.inventory.model.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/lifecycle.md to the table; {@code -Dgolden.write=true} rewrites the page. */
class LifecycleDiagramTest {

    private static final Path PAGE = Path.of("../docs/lifecycle.md");
    private static final String BEGIN = "<!-- printed from the lifecycle table -->\n";
    private static final String END = "<!-- end of the table -->\n";

    @Test
    void pageShowsTheTable() throws IOException {
        // given
        String page = Files.readString(PAGE);
        String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String tail = page.substring(page.indexOf(END));
        // when
        String expected = head + LifecycleDiagram.markdown() + tail;
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, expected);
        }
        // then
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }
}
