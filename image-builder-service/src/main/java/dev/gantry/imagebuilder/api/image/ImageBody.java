package dev.gantry.imagebuilder.api.image;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An image definition as it is sent and shown. {@code isPublic} is the guide's short form of {@code visibility}. */
public record ImageBody(
        @Nullable String name,
        @Nullable String type,
        @Nullable List<String> elements,
        @Nullable List<String> packages,
        @Nullable Map<String, EnvValue> env,
        @Nullable Boolean isPublic,
        @Nullable String visibility,
        @Nullable Map<String, String> properties,
        @Nullable List<Git> gitElements,
        @Nullable String size,
        @Nullable String architecture,
        @Nullable Driver driver,
        @Nullable String token,
        @Nullable List<String> hostGroups,
        @Nullable List<String> members,
        @Nullable String verification,
        @Nullable List<String> warnings) {

    /** A Git repository with elements. */
    public record Git(
            @Nullable String repo,
            @Nullable String local,
            @Nullable String version,
            @Nullable String elementsPath) {}

    /** The guest driver, by bundle. */
    public record Driver(
            @Nullable String bundle,
            @Nullable String part,
            @Nullable Integer featureType) {}

    ImageDefinition toDefinition(String path) {
        if (name != null && !name.equals(path)) {
            throw ProblemException.invalid(
                    "image-invalid",
                    "Image definition not valid",
                    new Violation("name", name, path + ", as in the path", "Leave it out or make both the same"));
        }
        String seenBy = visibility != null ? visibility : Boolean.TRUE.equals(isPublic) ? "public" : "private";
        return new ImageDefinition(
                path,
                Objects.requireNonNullElse(type, "qcow2"),
                Objects.requireNonNullElse(elements, List.of()),
                Objects.requireNonNullElse(packages, List.of()),
                Objects.requireNonNullElse(env, Map.of()),
                seenBy,
                Objects.requireNonNullElse(properties, Map.of()),
                Objects.requireNonNullElse(gitElements, List.<Git>of()).stream()
                        .map(ImageBody::git)
                        .toList(),
                size,
                Objects.requireNonNullElse(architecture, "amd64"),
                driverOrNull(),
                token,
                Objects.requireNonNullElse(hostGroups, List.of()),
                Objects.requireNonNullElse(members, List.of()),
                Objects.requireNonNullElse(verification, ImageDefinition.REQUIRED));
    }

    public static ImageBody of(ImageDefinition image) {
        GuestDriver guest = image.driver();
        return new ImageBody(
                image.name(),
                image.type(),
                image.elements(),
                image.packages(),
                image.env(),
                image.visibility().equals("public"),
                image.visibility(),
                image.properties(),
                image.gitElements().stream()
                        .map(g -> new Git(g.repo(), g.local(), g.version(), g.elementsPath()))
                        .toList(),
                image.size(),
                image.architecture(),
                guest == null ? null : new Driver(guest.bundle(), guest.part(), guest.featureType()),
                image.token(),
                image.hostGroups(),
                image.members(),
                image.verification(),
                image.warnings());
    }

    private static GuestDriver driverOf(Driver expected) {
        String bundle = expected.bundle();
        if (bundle == null) {
            throw missing("driver.bundle", "the name of a driver bundle");
        }
        return new GuestDriver(bundle, expected.part(), Objects.requireNonNullElse(expected.featureType(), 1));
    }

    private @Nullable GuestDriver driverOrNull() {
        Driver expected = driver;
        return expected == null ? null : driverOf(expected);
    }

    private static GitElements git(Git git) {
        String repo = git.repo();
        if (repo == null) {
            throw missing("gitElements.repo", "the address of a Git repository");
        }
        return new GitElements(
                repo, git.local(), Objects.requireNonNullElse(git.version(), "HEAD"), git.elementsPath());
    }

    private static ProblemException missing(String path, String expected) {
        return ProblemException.invalid(
                "image-invalid",
                "Image definition not valid",
                new Violation(path, "nothing", expected, "Add it and send the definition again"));
    }
}
