package dev.gantry.imagebuilder.model.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingPlanTest {

    private static final Sha256 DIGEST = Sha256.of(new byte[] {1});

    @Test
    void asLongAsNoneWasPromotedThePlainNameIsTheNewest() {
        assertThat(plan(Optional.empty(), Optional.empty()))
                .extracting(ListedImage::glanceId, ListedImage::name, ListedImage::isHidden)
                .containsExactly(tuple("g2", "Rocky9", false), tuple("g1", "Rocky9 (build b1)", true));
    }

    @Test
    void thePlainNameIsWhatStableSaysAlsoAfterARollBack() {
        assertThat(plan(Optional.of("b1"), Optional.of("b2")))
                .extracting(ListedImage::glanceId, ListedImage::name, ListedImage::isHidden, ListedImage::visibility)
                .containsExactly(
                        tuple("g1", "Rocky9", false, "shared"), tuple("g2", "Rocky9 (candidate)", false, "private"));
        assertThat(plan(Optional.of("b2"), Optional.of("b2")))
                .extracting(ListedImage::glanceId, ListedImage::name, ListedImage::isHidden, ListedImage::visibility)
                .containsExactly(tuple("g2", "Rocky9", false, "shared"), tuple("g1", "Rocky9 (build b1)", true, null));
    }

    @Test
    void theDefinitionOfNowSaysWhoSeesTheStableOne() {
        // given
        ImageDefinition now = image("shared", List.of("other"), Map.of("os_distro", "rocky"));

        // when
        List<ListedImage> plan = ListingPlan.of(Optional.of(now), builds(null), Optional.of("b1"), Optional.empty());

        // then
        assertThat(plan.getFirst().members()).containsExactly("other");
        assertThat(plan.getFirst().properties()).containsEntry("os_distro", "rocky");
    }

    @Test
    void aLicenceInsideIsNotOpenedByALaterDefinition() {
        // given
        ImageDefinition open = image("public", List.of(), Map.of());

        // when / then
        assertThat(ListingPlan.of(Optional.of(open), builds("5c:aa"), Optional.of("b1"), Optional.empty())
                        .getFirst()
                        .visibility())
                .isEqualTo("private");
    }

    @Test
    void whoSeesAnImageAndHowItIsDescribedDoesNotChangeItsBits() {
        assertThat(image("public", List.of(), Map.of("a", "b")).bits())
                .isEqualTo(image("shared", List.of("other"), Map.of()).bits());
    }

    @Test
    void whereElementsAreCheckedOutAndWhatTheArchitectureIsCalledDoesNotEither() {
        assertThat(checkedOut("/a", "x86_64").bits())
                .isEqualTo(checkedOut(null, "amd64").bits())
                .isNotEqualTo(checkedOut("/a", "arm64").bits());
    }

    private static ImageDefinition checkedOut(String local, String architecture) {
        return new ImageDefinition(
                "Rocky9",
                "qcow2",
                List.of("rocky-container"),
                List.of(),
                Map.of(),
                "private",
                Map.of(),
                List.of(new GitElements("https://git.example.org/a.git", local, "main", "elements")),
                null,
                architecture,
                null,
                null,
                List.of(),
                List.of(),
                ImageDefinition.REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"visibility", "name", "id", "status", "owner", "os_hidden", "gantry_build", "disk_format", " "})
    void aPropertyDoesNotStandForAFieldOfTheImage(String property) {
        assertThat(image("private", List.of(), Map.of(property, "public")).violations())
                .extracting(Violation::where)
                .containsExactly("properties." + property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"os_distro", "hw_disk_bus", "min_disk", "protected", "gantry_open_licence", "trait:CUSTOM_GPU"})
    void otherPropertiesAreTheOperators(String property) {
        assertThat(image("private", List.of(), Map.of(property, "1")).violations())
                .isEmpty();
    }

    private static List<ListedImage> plan(Optional<String> stable, Optional<String> candidate) {
        return ListingPlan.of(Optional.empty(), builds(null), stable, candidate);
    }

    /** Newest first, with one between that never came to Glance. */
    private static List<Build> builds(String fingerprint) {
        return List.of(
                build("b2", "g2", fingerprint), build("b1-5", null, fingerprint), build("b1", "g1", fingerprint));
    }

    private static Build build(String id, String glanceId, String fingerprint) {
        Build.BuildResult result = new Build.BuildResult("f", DIGEST, 1, null, List.of(), null, fingerprint, glanceId);
        return Build.queued(id, image("shared", List.of("research"), Map.of()), DIGEST, Instant.EPOCH)
                .running(Instant.EPOCH)
                .succeeded(result, Instant.EPOCH);
    }

    private static ImageDefinition image(String visibility, List<String> members, Map<String, String> properties) {
        return new ImageDefinition(
                "Rocky9",
                "qcow2",
                List.of("rocky-container"),
                List.of(),
                Map.of(),
                visibility,
                properties,
                List.of(),
                null,
                "amd64",
                null,
                null,
                List.of(),
                members,
                ImageDefinition.REQUIRED);
    }
}
