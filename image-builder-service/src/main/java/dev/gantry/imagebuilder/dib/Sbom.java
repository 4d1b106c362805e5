package dev.gantry.imagebuilder.dib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Composition;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;

/**
 * The packages inside an image as a CycloneDX 1.5 bill of materials: from the {@code dib-manifest-dpkg-<image>} that diskimage-builder leaves
 * beside Debian and Ubuntu images, and from the RPM database of others; where that could not be read, it says so.
 */
public final class Sbom {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sbom() {}

    /**
     * @param debFamily {@code debian} or {@code ubuntu}: whose packages the deb packages of the image are
     * @param manifestFolder the folder of the build's output that ends in {@code .d}
     */
    public static void write(Path manifestFolder, Path target, String image, String debFamily, RpmPackages.Found rpms)
            throws IOException {
        List<Component> components = new ArrayList<>(debs(manifestFolder.resolve("dib-manifests"), debFamily));
        rpms.packages().forEach(p -> components.add(component(p)));
        boolean isWhole = rpms.missing().isEmpty() && !components.isEmpty();
        String state = rpms.missing()
                .orElse(components.isEmpty() ? "no package database could be read" : "all of the package database");
        Bom bom = new Bom();
        bom.setMetadata(subject(image, state));
        bom.setComponents(components);
        Composition composition = new Composition();
        composition.setAggregate(isWhole ? Composition.Aggregate.COMPLETE : Composition.Aggregate.INCOMPLETE);
        bom.setCompositions(List.of(composition));
        try {
            Files.writeString(
                    target,
                    BomGeneratorFactory.createJson(Version.VERSION_15, bom).toJsonString());
        } catch (GeneratorException e) {
            throw new IOException("the bill of materials of %s cannot be written".formatted(image), e);
        }
    }

    private static Metadata subject(String image, String state) {
        Component system = new Component();
        system.setType(Component.Type.OPERATING_SYSTEM);
        system.setName(image);
        Property packages = new Property();
        packages.setName("gantry:packages");
        packages.setValue(state);
        Metadata metadata = new Metadata();
        metadata.setComponent(system);
        metadata.setProperties(List.of(packages));
        return metadata;
    }

    private static List<Component> debs(Path manifests, String family) throws IOException {
        if (!Files.isDirectory(manifests)) {
            return List.of();
        }
        List<Component> components = new ArrayList<>();
        try (Stream<Path> files = Files.list(manifests)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("dib-manifest-dpkg"))
                    .sorted()
                    .toList()) {
                JSON.readTree(file.toFile()).path("packages").forEach(p -> components.add(component(p, family)));
            }
        }
        return components;
    }

    /** {@code {"package": "bash", "arch": "amd64", "version": "5.2.15-2+b7", "status": "ii"}} */
    private static Component component(JsonNode dpkg, String family) {
        String name = dpkg.path("package").asText();
        String version = dpkg.path("version").asText();
        return component(
                name,
                version,
                PackageURLBuilder.aPackageURL()
                        .withType("deb")
                        .withNamespace(family)
                        .withName(name.replaceFirst(":.*$", ""))
                        .withVersion(version)
                        .withQualifier("arch", dpkg.path("arch").asText()));
    }

    /** The epoch is a qualifier of its own in a purl. */
    private static Component component(RpmPackages.Package rpm) {
        int colon = rpm.version().indexOf(':');
        PackageURLBuilder purl = PackageURLBuilder.aPackageURL()
                .withType("rpm")
                .withName(rpm.name())
                .withVersion(rpm.version().substring(colon + 1))
                .withQualifier("arch", rpm.architecture());
        if (colon >= 0) {
            purl.withQualifier("epoch", rpm.version().substring(0, colon));
        }
        return component(rpm.name(), rpm.version(), purl);
    }

    private static Component component(String name, String version, PackageURLBuilder purl) {
        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        component.setName(name);
        component.setVersion(version);
        component.setPurl(built(purl));
        return component;
    }

    private static PackageURL built(PackageURLBuilder purl) {
        try {
            return purl.build();
        } catch (MalformedPackageURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
