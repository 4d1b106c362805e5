package dev.gantry.imagebuilder.model.build;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Everything that decides what image comes out, by name: the same facts make the same digest, any other fact another. */
public record BuildInputs(Map<String, String> facts) {

    public BuildInputs {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    public Sha256 digest() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
