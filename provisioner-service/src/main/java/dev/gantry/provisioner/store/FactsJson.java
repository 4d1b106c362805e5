package dev.gantry.provisioner.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.HostFacts;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The facts of an inspection as JSON with a version: {@code {"version":2,"facts":{...}}}. */
final class FactsJson {
    /** Rises when facts that were stored before can no longer be read as they were meant. */
    private static final int VERSION = 2;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(values())
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private record Envelope(int version, HostFacts facts) {}

    private FactsJson() {}

    static String write(HostFacts facts) {
        try {
            return JSON.writeValueAsString(new Envelope(VERSION, facts));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("facts cannot be written as JSON", impossible);
        }
    }

    /** Empty when they are of another version: then the host is to be inspected again. */
    static Optional<HostFacts> read(String text) {
        try {
            JsonNode envelope = JSON.readTree(text);
            return envelope.path("version").asInt() == VERSION
                    ? Optional.of(JSON.treeToValue(envelope.path("facts"), HostFacts.class))
                    : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("stored facts cannot be read", unreadable);
        }
    }

    /** Values that have a text of their own are stored as that. */
    private static SimpleModule values() {
        SimpleModule module = new SimpleModule();
        value(module, PciAddress.class, PciAddress::parse);
        value(module, MdevType.class, MdevType::parse);
        value(module, MigProfile.class, MigProfile::parse);
        module.addKeyDeserializer(MigProfile.class, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return MigProfile.parse(key);
            }
        });
        return module;
    }

    private static <T> void value(SimpleModule module, Class<T> type, Function<String, T> parser) {
        module.addSerializer(type, new StdSerializer<>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.toString());
            }
        });
        module.addDeserializer(type, new StdDeserializer<>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return parser.apply(in.getText());
            }
        });
    }
}
