package dev.gantry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.gantry.contracts.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Services of this version and of the one before read each other's events, so that they need not be upgraded together. What the version before
 * wrote and took lies in {@code previous/}; docs/release.md says when it is replaced.
 */
class PreviousVersionTest {
    private static final Path PREVIOUS = Path.of("src/test/resources/previous/examples");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Set<String> TODAY =
            Stream.of(EventType.values()).map(EventType::example).collect(Collectors.toSet());

    /** Samples: {@code host.enrolled.v1.json}. */
    static List<String> previous() throws IOException {
        try (Stream<Path> files = Files.list(PREVIOUS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static EventType type(String file) {
        return Stream.of(EventType.values())
                .filter(type -> type.example().endsWith("/" + file))
                .findFirst()
                .orElseThrow();
    }

    private static JsonSchema schema(String resource) {
        return SCHEMAS.getSchema(Contract.text(resource), InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("previous")
    void aTypeIsStillThere(String file) {
        assertThat(TODAY)
                .as("a type is given up by one release after nobody writes it any more")
                .contains("examples/" + file);
    }

    @ParameterizedTest
    @MethodSource("previous")
    void thisVersionReadsWhatTheOneBeforeWrote(String file) throws IOException {
        // given
        JsonNode before = Contract.tree("previous/examples/" + file);
        EventType type = type(file);
        // when
        Event read = Contract.JSON.treeToValue(before, type.record());
        // then
        assertThat(schema(type.schema()).validate(before.toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(read.subject()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("previous")
    void theVersionBeforeTakesWhatThisOneWrites(String file) {
        assertThat(schema("previous/schemas/" + file)
                        .validate(Contract.text(type(file).example()), InputFormat.JSON))
                .isEmpty();
    }
}
