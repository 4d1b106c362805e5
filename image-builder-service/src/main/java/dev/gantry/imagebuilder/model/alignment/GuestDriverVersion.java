package dev.gantry.imagebuilder.model.alignment;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.gpu.driver.DriverFile;
import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The version of the guest driver that an image carries: that of the bundle it names, else of a driver's file that a build variable
 * names, as the guide's {@code DIB_RPMS} does. {@code found} is what was read, {@code version} empty when that tells none.
 */
public record GuestDriverVersion(String found, Optional<DriverVersion> version) {

    /** Empty for an image without a guest driver. */
    public static Optional<GuestDriverVersion> of(ImageDefinition image) {
        GuestDriver driver = image.driver();
        return driver != null
                ? Optional.of(ofBundle(driver.bundle()))
                : image.env().values().stream()
                        .flatMap(GuestDriverVersion::named)
                        .findFirst();
    }

    private static GuestDriverVersion ofBundle(String bundle) {
        return new GuestDriverVersion(
                bundle, parsed(() -> DriverBundleName.parse(bundle).guest()));
    }

    // http://192.0.2.10/pulp/content/nvidia/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm
    private static Stream<GuestDriverVersion> named(EnvValue value) {
        return switch (value) {
            case EnvValue.Artifact(String bundle, String part) -> files(part);
            case EnvValue.File(String path) -> files(path);
            case EnvValue.Text(String text) -> files(text);
            case EnvValue.Items(var items) -> items.stream().flatMap(GuestDriverVersion::files);
            case EnvValue.Token token -> Stream.empty();
        };
    }

    private static Stream<GuestDriverVersion> files(String text) {
        return Stream.of(text.split("\\s+", -1))
                .map(word -> word.replaceFirst("[?#].*$", "").replaceFirst("^.*/", ""))
                .flatMap(name -> guest(name).stream());
    }

    private static Optional<GuestDriverVersion> guest(String name) {
        return parsed(() -> DriverFile.parse(name))
                .filter(file -> file.side() == DriverFile.Side.GUEST)
                .map(file -> new GuestDriverVersion(name, Optional.of(file.version())));
    }

    private static <T> Optional<T> parsed(Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (MalformedValueException notThat) {
            return Optional.empty();
        }
    }
}
