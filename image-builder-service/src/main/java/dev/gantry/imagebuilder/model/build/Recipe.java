package dev.gantry.imagebuilder.model.build;

import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.PackageFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The complete command and environment of one build. It holds no secret: a token is a path to a file that exists only while the build runs. */
public record Recipe(List<String> command, Map<String, String> environment) {

    /** Our own element, which does what {@code nvidia-vgpu} of stackhpc-image-elements does without telling the token to anyone. */
    public static final String OWN_ELEMENT = "gantry-nvidia-vgpu";

    private static final String PUBLIC_ELEMENT = "nvidia-vgpu";

    /** Installs biosdevname, which Debian 12 and Ubuntu 22.04 have no more. */
    private static final String INTERFACE_NAMES = "stable-interface-names";

    public Recipe {
        command = List.copyOf(command);
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Where a build works: everything below {@code folder} is its own. */
    public record Place(Path folder, String program, List<String> commonElements) {

        public Path temporary() {
            return folder.resolve("tmp");
        }

        public Path token() {
            return folder.resolve("secret").resolve("client_configuration_token.tok");
        }

        public Path drivers() {
            return folder.resolve("driver");
        }

        /** The image without its suffix, as {@code -o} wants it. */
        public Path output(ImageDefinition image) {
            return folder.resolve("out").resolve(image.name());
        }
    }

    /** What the references of a definition became. {@code driverFile} is the name of the guest driver in the build's folder. */
    public record Resolved(
            List<Path> elementsPath,
            Map<String, String> env,
            @Nullable String driverFile) {}

    public static Recipe of(ImageDefinition image, Resolved resolved, Place place) {
        List<String> command = new ArrayList<>(List.of(place.program(), "--no-tmpfs", "-t", image.type()));
        command.addAll(List.of("-a", dibArchitecture(image.architecture())));
        String size = image.size();
        if (size != null) {
            command.addAll(List.of("--image-size", size));
        }
        if (!image.packages().isEmpty()) {
            command.addAll(List.of("-p", String.join(",", image.packages())));
        }
        command.addAll(List.of("-o", place.output(image).toString()));
        command.addAll(elements(image, place.commonElements()));
        return new Recipe(command, environment(image, resolved, place));
    }

    /**
     * Common elements first, each once, but none that cannot be on the image's system unless the definition itself asks for it; the public vGPU element gives way to ours wherever a token or driver is a reference.
     */
    public static List<String> elements(ImageDefinition image, List<String> common) {
        boolean carries = image.tokenName().isPresent() || image.driver() != null;
        boolean isDebian = PackageFormat.of(image.elements()) == PackageFormat.DEB;
        Stream<String> fitting = common.stream().filter(e -> !isDebian || !e.equals(INTERFACE_NAMES));
        Stream<String> expected = Stream.concat(fitting, image.elements().stream())
                .map(e -> carries && e.equals(PUBLIC_ELEMENT) ? OWN_ELEMENT : e);
        return Stream.concat(expected, carries ? Stream.of(OWN_ELEMENT) : Stream.empty())
                .distinct()
                .toList();
    }

    private static Map<String, String> environment(ImageDefinition image, Resolved resolved, Place place) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put(
                "ELEMENTS_PATH",
                resolved.elementsPath().stream().map(Path::toString).collect(Collectors.joining(":")));
        env.put("TMP_DIR", place.temporary().toString());
        env.put("DIB_IMAGE_CACHE", place.folder().resolve("cache").toString());
        env.put("DIB_LOCKFILES", place.folder().resolve("locks").toString());
        env.put("DIB_DEBUG_TRACE", "0");
        env.put("OVERWRITE_OLD_IMAGE", "1");
        env.put("LANG", "C.UTF-8");
        env.putAll(resolved.env());
        if (image.tokenName().isPresent()) {
            env.put("GANTRY_LICENCE_FILE", place.token().toString());
        }
        GuestDriver driver = image.driver();
        if (resolved.driverFile() != null) {
            env.put(
                    "GANTRY_GUEST_DRIVER",
                    place.drivers().resolve(resolved.driverFile()).toString());
        }
        if (image.tokenName().isPresent() || driver != null) {
            env.put("GANTRY_FEATURE_TYPE", String.valueOf(driver == null ? 1 : driver.featureType()));
        }
        return env;
    }

    private static String dibArchitecture(String architecture) {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }
}
