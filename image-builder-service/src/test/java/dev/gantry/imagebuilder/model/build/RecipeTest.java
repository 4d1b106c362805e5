package dev.gantry.imagebuilder.model.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.MadeImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {

    private static final List<String> COMMON = List.of("cloud-init", "enable-serial-console", "stable-interface-names");

    @Test
    void commonElementsComeFirstAndEachOnce() {
        // when
        List<String> elements = Recipe.elements(image("rocky-container", "cloud-init", "epel"), COMMON);
        // then
        assertThat(elements)
                .containsExactly(
                        "cloud-init", "enable-serial-console", "stable-interface-names", "rocky-container", "epel");
    }

    @Test
    void anImageOfDebiansFamilyGetsNoElementWhosePackageItLacksUnlessItAsksForIt() {
        // then
        assertThat(Recipe.elements(image("debian-minimal"), COMMON))
                .containsExactly("cloud-init", "enable-serial-console", "debian-minimal");
        assertThat(Recipe.elements(image("debian-minimal", "stable-interface-names"), COMMON))
                .contains("stable-interface-names");
        assertThat(Recipe.elements(image("ubuntu-minimal"), COMMON)).doesNotContain("stable-interface-names");
        assertThat(Recipe.elements(image("rocky-container"), COMMON)).contains("stable-interface-names");
    }

    @Test
    void ourElementTakesThePlaceOfThePublicOneWhereTheTokenIsAReference() {
        // given
        ImageDefinition plain = image("ubuntu-minimal", "nvidia-vgpu");
        ImageDefinition carrying = MadeImage.of("ubuntu-minimal", "nvidia-vgpu")
                .driver(new GuestDriver("made-up", null, 1))
                .token("tenant")
                .definition();
        // then
        assertThat(Recipe.elements(plain, List.of())).containsExactly("ubuntu-minimal", "nvidia-vgpu");
        assertThat(Recipe.elements(carrying, List.of())).containsExactly("ubuntu-minimal", Recipe.OWN_ELEMENT);
    }

    private static ImageDefinition image(String... elements) {
        return MadeImage.of(elements).definition();
    }
}
