package dev.gantry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in docs/events.md is printed from {@link EventType}; {@code -Dgolden.write=true} prints it anew. */
class EventsPageTest {
    private static final Path PAGE = Path.of("../docs/events.md");
    private static final String START = "<!-- table: printed from EventType -->\n";
    private static final String END = "<!-- end of table -->\n";

    @Test
    void listsEveryEvent() throws IOException {
        // given
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(START) + START.length());
        String after = page.substring(page.indexOf(END));
        // when
        String expected = before + table() + after;
        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, expected);
            return;
        }
        assertThat(page).isEqualTo(expected);
    }

    private static String table() {
        return "| Type | Topic | What it says |\n|---|---|---|\n"
                + Arrays.stream(EventType.values()).map(EventsPageTest::row).collect(Collectors.joining());
    }

    private static String row(EventType type) {
        String file = type.schema().substring("schemas/".length());
        String says = Contract.tree(type.schema()).path("description").asText();
        return "| [`%s`](../contracts/src/main/resources/schemas/%s) | `%s` | %s |\n"
                .formatted(type.type(), file, type.topic().topicName(), says);
    }
}
