package dev.gantry.kit.http.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** What has no value is left out of an answer: a field is there with a value of its type, or it is not there. Values of maps are data and stay. */
@Singleton
class JsonRules implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        json.setDefaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }
}
