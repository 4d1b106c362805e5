package dev.gantry.inventory.api.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import dev.gantry.kit.http.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Takes YAML where JSON is taken, so that the guide's files can be sent as they are. */
@Provider
@Consumes({YamlBodyReader.YAML, YamlBodyReader.X_YAML, YamlBodyReader.TEXT_YAML})
public class YamlBodyReader implements MessageBodyReader<Record> {

    public static final String YAML = "application/yaml";
    public static final String X_YAML = "application/x-yaml";
    public static final String TEXT_YAML = "text/yaml";

    private final YamlReader yaml;
    private final ObjectMapper json;

    YamlBodyReader(YamlReader yaml, ObjectMapper json) {
        this.yaml = yaml;
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return switch (yaml.read("body", text)) {
            case YamlResult.Read read
            when read.twice().isPresent() ->
                throw HostProblems.bodyMalformed(read.twice().get());
            case YamlResult.Read read ->
                json.readerFor(type)
                        .readValue(json.<com.fasterxml.jackson.databind.JsonNode>valueToTree(read.values()));
            case YamlResult.Sealed sealed ->
                throw Problem.of(
                                400,
                                "body-malformed",
                                "Body not readable",
                                "The body is encrypted by Ansible Vault; send it in the clear.")
                        .asException();
            case YamlResult.Unnamed unnamed -> throw HostProblems.bodyMalformed(unnamed.violation());
            case YamlResult.Malformed malformed -> throw HostProblems.bodyMalformed(malformed.violation());
        };
    }
}
