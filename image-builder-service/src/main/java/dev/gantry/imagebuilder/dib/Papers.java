package dev.gantry.imagebuilder.dib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What goes with an image: the packages inside as a CycloneDX 1.5 bill of materials, and what it was made from. */
public final class Papers {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Papers() {}

    /** What an image was made from; without secrets, as the recipe has none. */
    public record Provenance(
            String image,
            String buildId,
            String sha256,
            Map<String, String> inputs,
            List<String> command,
            Map<String, String> environment) {}

    public static void writeProvenance(Path target, Provenance provenance) throws IOException {
        JSON.writeValue(target.toFile(), provenance);
    }

    /** From the {@code dib-manifest-dpkg-<image>} that diskimage-builder leaves beside Debian and Ubuntu images; others have an empty list. */
    public static void writeSbom(Path manifestFolder, Path target, String image) throws IOException {
        List<Map<String, String>> components = new ArrayList<>();
        Path manifests = manifestFolder.resolve("dib-manifests");
        if (Files.isDirectory(manifests)) {
            try (Stream<Path> files = Files.list(manifests)) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith("dib-manifest-dpkg"))
                        .toList()) {
                    JSON.readTree(file.toFile()).path("packages").forEach(p -> components.add(component(p)));
                }
            }
        }
        Map<String, Object> sbom = new LinkedHashMap<>();
        sbom.put("bomFormat", "CycloneDX");
        sbom.put("specVersion", "1.5");
        sbom.put("version", 1);
        sbom.put("metadata", Map.of("component", Map.of("type", "operating-system", "name", image)));
        sbom.put("components", components);
        JSON.writeValue(target.toFile(), sbom);
    }

    /** {@code {"package": "bash", "arch": "amd64", "version": "5.2.15-2+b7", "status": "ii"}} */
    private static Map<String, String> component(JsonNode dpkg) {
        String name = dpkg.path("package").asText();
        String version = dpkg.path("version").asText();
        Map<String, String> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("name", name);
        component.put("version", version);
        component.put(
                "purl",
                "pkg:deb/debian/%s@%s?arch=%s"
                        .formatted(
                                name.replaceFirst(":.*$", ""),
                                version.replace("+", "%2B").replace(":", "%3A"),
                                dpkg.path("arch").asText()));
        return component;
    }
}
