package dev.gantry.kit.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.contracts.event.Event;
import java.io.IOException;

/** How an event record becomes bytes and back. Readers ignore fields they do not know. */
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.ALWAYS)
            .build();

    private EventJson() {}

    public static String write(Event event) {
        try {
            return MAPPER.writer().withoutAttribute("subject").writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "event cannot be written: " + event.getClass().getSimpleName(), e);
        }
    }

    /** @throws IllegalArgumentException when the bytes are not such an event; trying again cannot help */
    public static <E extends Event> E read(Class<E> type, byte[] data) {
        try {
            return MAPPER.readValue(data, type);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a readable " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
