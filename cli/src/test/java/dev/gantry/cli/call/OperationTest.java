package dev.gantry.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTest {
    private static final Map<Service, Node> DOCUMENTS = new EnumMap<>(Service.class);

    /** Every call that the command line makes is in the service's OpenAPI document, by path and method. */
    @ParameterizedTest
    @EnumSource
    void isInTheServicesDocument(Operation operation) {
        // when
        Node path = document(operation.service()).get("paths").get(operation.path());
        // then
        assertThat(path.members().keySet())
                .as(operation.service().title() + " " + operation.path())
                .contains(operation.method().toLowerCase(Locale.ROOT));
    }

    @Test
    void fillsInAndEscapesWhatItIsAbout() {
        // when
        Call call =
                Call.of(Operation.REVISION_FILE, "a/b", "etc/kolla/nova.conf").query("x", "1&2");
        // then
        assertThat(call.path()).isEqualTo("/v1/revisions/a%2Fb/files/etc/kolla/nova.conf?x=1%262");
    }

    private static Node document(Service service) {
        return DOCUMENTS.computeIfAbsent(service, one -> {
            Path file = Path.of("..", "docs", "openapi", one.title() + ".yaml");
            try {
                return Yaml.read(Files.readString(file));
            } catch (IOException e) {
                throw new AssertionError(file + " is not readable", e);
            }
        });
    }
}
