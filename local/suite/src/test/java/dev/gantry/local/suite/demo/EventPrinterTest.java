package dev.gantry.local.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventPrinterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventPrinter printer =
            new EventPrinter(Screen.plain(new PrintStream(out, true, StandardCharsets.UTF_8)));

    @ParameterizedTest
    @EnumSource
    void takesALineForEveryEventAndMoreForAFailure(EventType type) throws IOException {
        // when
        printer.tell(event(type));
        // then
        assertThat(told().lines()).allMatch(line -> line.length() <= 100);
        assertThat(told().lines().filter(line -> !line.startsWith(" ".repeat(24))))
                .hasSizeLessThanOrEqualTo(1);
        if (type.type().endsWith("-failed.v1")) {
            assertThat(told()).contains(event(type).path("data").path("reason").asText());
            assertThat(told().replaceAll("\\s+", " "))
                    .contains(event(type).path("data").path("detail").asText());
        }
    }

    @Test
    void showsEachMoveWithItsFlags() throws IOException {
        // when
        printer.tell(event(EventType.HOST_STATE_CHANGED));
        // then
        assertThat(told()).contains("computegpu000  INSPECTING -> INSPECTED   (needs-approval)");
    }

    @Test
    void showsAStateAndItsFlagsOnceAndWhereEachGuestWent() throws IOException {
        // given
        ObjectNode stays = (ObjectNode) event(EventType.HOST_STATE_CHANGED).deepCopy();
        ((ObjectNode) stays.get("data")).put("from", "DRAINING").put("to", "DRAINING");
        ObjectNode drained = (ObjectNode) event(EventType.HOST_DRAIN_CHANGED).deepCopy();
        ((ObjectNode) drained.get("data")).put("state", "DRAINED");
        // when
        printer.tell(stays);
        printer.tell(stays);
        printer.tell(drained);
        // then
        assertThat(told().lines().filter(line -> line.contains("DRAINING -> DRAINING")))
                .hasSize(1);
        assertThat(told()).contains("Nova: guest render-1 moved, it is ");
    }

    @Test
    void showsEachStep() throws IOException {
        // when
        printer.tell(event(EventType.HOST_STEP_FINISHED));
        // then
        assertThat(told()).contains("sr-iov", "changed", "5.1 s", "16 virtual functions on");
    }

    @Test
    void showsTheReasonOfAFailure() throws IOException {
        // when
        printer.tell(event(EventType.HOST_PROVISIONING_FAILED));
        // then
        assertThat(told()).contains("reboot-timeout");
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode event(EventType type) throws IOException {
        try (InputStream in = EventType.class.getClassLoader().getResourceAsStream(type.example())) {
            JsonNode data = JSON.readTree(in);
            String subject = data.path(data.has("host") ? "host" : data.has("image") ? "image" : "bundle")
                    .asText();
            return JSON.createObjectNode()
                    .put("type", type.type())
                    .put("subject", subject)
                    .set("data", data);
        }
    }
}
