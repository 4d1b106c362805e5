package dev.gantry.imagebuilder.dib;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What an image was made from and how; without secrets, as the recipe has none. Kept as JSON beside the image. */
public record Provenance(
        String image,
        String buildId,
        String sha256,
        Map<String, String> inputs,
        List<String> command,
        Map<String, String> environment) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    public void write(Path target) throws IOException {
        JSON.writeValue(target.toFile(), this);
    }

    public static Provenance read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Provenance.class);
    }
}
