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
public final class BuildMetadata {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private BuildMetadata() {}

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

    public static Provenance readProvenance(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Provenance.class);
    }

    /** From the {@code dib-manifest-dpkg-<image>} that diskimage-builder leaves beside Debian and Ubuntu images, and from the RPM database of others; where that could not be read, it says so. */
    public static void writeSbom(Path manifestFolder, Path target, String image, RpmPackages.Found rpms)
            throws IOException {
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
        rpms.packages().forEach(p -> components.add(component(p)));
        boolean isWhole = rpms.missing().isEmpty() && !components.isEmpty();
        String state = rpms.missing()
                .orElse(components.isEmpty() ? "no package database could be read" : "all of the package database");
        Map<String, Object> sbom = new LinkedHashMap<>();
        sbom.put("bomFormat", "CycloneDX");
        sbom.put("specVersion", "1.5");
        sbom.put("version", 1);
        sbom.put(
                "metadata",
                Map.of(
                        "component",
                        Map.of("type", "operating-system", "name", image),
                        "properties",
                        List.of(Map.of("name", "gantry:packages", "value", state))));
        sbom.put("components", components);
        sbom.put("compositions", List.of(Map.of("aggregate", isWhole ? "complete" : "incomplete")));
        JSON.writeValue(target.toFile(), sbom);
    }

    /** {@code {"package": "bash", "arch": "amd64", "version": "5.2.15-2+b7", "status": "ii"}} */
    private static Map<String, String> component(JsonNode dpkg) {
        String name = dpkg.path("package").asText();
        String version = dpkg.path("version").asText();
        return component(
                name,
                version,
                "pkg:deb/debian/%s@%s?arch=%s"
                        .formatted(
                                name.replaceFirst(":.*$", ""),
                                escape(version),
                                dpkg.path("arch").asText()));
    }

    /** The epoch is a qualifier of its own in a purl. */
    private static Map<String, String> component(RpmPackages.Package rpm) {
        int colon = rpm.version().indexOf(':');
        String epoch = colon < 0 ? "" : "&epoch=" + rpm.version().substring(0, colon);
        return component(
                rpm.name(),
                rpm.version(),
                "pkg:rpm/%s@%s?arch=%s%s"
                        .formatted(rpm.name(), escape(rpm.version().substring(colon + 1)), rpm.architecture(), epoch));
    }

    private static Map<String, String> component(String name, String version, String purl) {
        Map<String, String> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("name", name);
        component.put("version", version);
        component.put("purl", purl);
        return component;
    }

    private static String escape(String version) {
        return version.replace("+", "%2B").replace(":", "%3A");
    }
}
