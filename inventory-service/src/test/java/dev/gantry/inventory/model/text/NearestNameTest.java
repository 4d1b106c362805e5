package dev.gantry.inventory.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void guidesOwnTypoIsRecognised() {
        // when
        var nearest = NearestName.of(
                "compute_mutli_instance_gpu", List.of("compute", "compute_multi_instance_gpu", "compute_vgpu"));
        // then
        assertThat(nearest).contains("compute_multi_instance_gpu");
        assertThat(NearestName.slips("compute_mutli_instance_gpu", "compute_multi_instance_gpu"))
                .isEqualTo(1);
    }

    @Test
    void nothingNearIsNothing() {
        // when
        var nearest = NearestName.of("storage", List.of("compute", "network"));
        // then
        assertThat(nearest).isEmpty();
    }
}
