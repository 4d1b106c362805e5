package dev.gantry.inventory.rollout.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.inventory.rollout.model.Rollout;

/** How a rollout lies in its column: its components and nothing that follows from them. */
final class RolloutJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private RolloutJson() {}

    static String write(Rollout rollout) {
        try {
            return MAPPER.writeValueAsString(rollout);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rollout cannot be written", e);
        }
    }

    static Rollout read(String json) {
        try {
            return MAPPER.readValue(json, Rollout.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rollout cannot be read", e);
        }
    }
}
