package dev.gantry.imagebuilder;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.image.EnvValue;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How our values look in JSON: digests as text, environment values as a text, a list or one named reference. */
@Singleton
public class ImageBuilderJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(module());
    }

    /** For mappers that are made by hand. */
    public static SimpleModule module() {
        SimpleModule module = new SimpleModule("image-builder");
        module.addSerializer(Sha256.class, new DigestWriter());
        module.addDeserializer(Sha256.class, new DigestReader());
        module.addSerializer(EnvValue.class, new EnvWriter());
        module.addDeserializer(EnvValue.class, new EnvReader());
        return module;
    }

    private static final class DigestWriter extends StdSerializer<Sha256> {
        private static final long serialVersionUID = 1L;

        DigestWriter() {
            super(Sha256.class);
        }

        @Override
        public void serialize(Sha256 value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.hex());
        }
    }

    private static final class DigestReader extends StdDeserializer<Sha256> {
        private static final long serialVersionUID = 1L;

        DigestReader() {
            super(Sha256.class);
        }

        @Override
        public Sha256 deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return new Sha256(in.getValueAsString());
        }
    }

    private static final class EnvWriter extends StdSerializer<EnvValue> {
        private static final long serialVersionUID = 1L;

        EnvWriter() {
            super(EnvValue.class);
        }

        @Override
        public void serialize(EnvValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
            switch (value) {
                case EnvValue.Text text -> out.writeString(text.text());
                case EnvValue.Items items -> out.writePOJO(items.items());
                case EnvValue.Token token -> out.writePOJO(Map.of("token", token.name()));
                case EnvValue.File file -> out.writePOJO(Map.of("file", file.path()));
                case EnvValue.Artifact artifact ->
                    out.writePOJO(Map.of("artifact", Map.of("bundle", artifact.bundle(), "part", artifact.part())));
            }
        }
    }

    private static final class EnvReader extends StdDeserializer<EnvValue> {
        private static final long serialVersionUID = 1L;

        EnvReader() {
            super(EnvValue.class);
        }

        @Override
        public EnvValue deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(in);
            if (node.isArray()) {
                List<String> items = new ArrayList<>();
                node.forEach(item -> items.add(item.asText()));
                return new EnvValue.Items(items);
            }
            if (node.isValueNode() && !node.isNull()) {
                return new EnvValue.Text(node.asText());
            }
            if (node.size() == 1 && node.path("token").isTextual()) {
                return new EnvValue.Token(node.path("token").asText());
            }
            if (node.size() == 1 && node.path("file").isTextual()) {
                return new EnvValue.File(node.path("file").asText());
            }
            JsonNode artifact = node.path("artifact");
            if (artifact.path("bundle").isTextual() && artifact.path("part").isTextual()) {
                return new EnvValue.Artifact(
                        artifact.path("bundle").asText(), artifact.path("part").asText());
            }
            return context.reportInputMismatch(
                    EnvValue.class,
                    "a text, a list of texts, {\"token\": name}, {\"file\": path} or {\"artifact\": {\"bundle\","
                            + " \"part\"}}");
        }
    }
}
