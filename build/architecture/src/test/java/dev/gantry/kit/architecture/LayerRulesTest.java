package dev.gantry.kit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each rule is broken on purpose by the classes of {@code sample}, and must say so. */
class LayerRulesTest {

    private static final String SAMPLE = "dev.gantry.kit.architecture.sample";

    private final LayerRules rules = new LayerRules(SAMPLE, new ClassFileImporter().importPackages(SAMPLE));

    @Test
    void modelThatUsesTheStoreIsFound() {
        assertThat(failures("layers are used one way")).contains("Reading").doesNotContain("(Recorder.java");
        assertThat(failures("the model is pure")).contains("Reading");
    }

    @Test
    void clientThatUsesAUseCaseIsFound() {
        assertThat(failures("layers are used one way")).contains("Dialler");
    }

    @Test
    void rowOutsideTheStoreIsFound() {
        assertThat(failures("rows stay in the store"))
                .contains("Recorder")
                .contains("ReadingRow")
                .doesNotContain("ReadingRepository");
    }

    @Test
    void cycleBetweenShelvesIsFound() {
        assertThat(failures("no cycles between the shelves of flow")).contains("left", "right");
        assertThat(failures("no cycles between the shelves of model")).isEmpty();
    }

    @Test
    void wholeSliceHasItsOwnLayers() {
        assertThat(Layer.of("dev.gantry.inventory", "dev.gantry.inventory.webhook.store.sql"))
                .isEqualTo(Layer.STORE);
        assertThat(Layer.of("dev.gantry.inventory", "dev.gantry.inventory.model.mig"))
                .isEqualTo(Layer.MODEL);
        assertThat(Layer.of("dev.gantry.inventory", "dev.gantry.inventory.ssh")).isEqualTo(Layer.CLIENT);
        assertThat(Layer.of("dev.gantry.inventory", "dev.gantry.inventory")).isEqualTo(Layer.ROOT);
    }

    private String failures(String rule) {
        EvaluationResult result =
                Objects.requireNonNull(rules.rules().get(rule), rule).evaluate(rules.imported());
        return String.join("\n", result.getFailureReport().getDetails());
    }
}
