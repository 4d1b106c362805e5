package dev.gantry.gpu.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceClassTest {

    @Test
    void isNamedAfterTheType() {
        assertThat(ResourceClass.of(new MdevType(700))).hasToString("CUSTOM_NVIDIA_700");
        assertThat(ResourceClass.VGPU).hasToString("VGPU");
        assertThat(new ResourceClass("CUSTOM_" + "A".repeat(248)).name()).hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vgpu", "VGPUS", "CUSTOM_", "CUSTOM_nvidia", "NVIDIA_700", "CUSTOM_A-B", "VGPU\n"})
    void refusesOtherClasses(String name) {
        assertThatThrownBy(() -> new ResourceClass(name)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void refusesAClassThatIsTooLong() {
        assertThatThrownBy(() -> new ResourceClass("CUSTOM_" + "A".repeat(249)))
                .isInstanceOf(MalformedValueException.class);
    }
}
