package dev.gantry.imagebuilder.model.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.yaml.DriverCatalogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverCatalogTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-01-15");

    @ParameterizedTest
    @CsvSource({
        "550.54.16, 550.54.15, ALIGNED",
        "550.54.16, 535.183.06, GUEST_OLDER",
        "550.54.16, 525.105.17, INCOMPATIBLE",
        "535.183.04, 550.54.15, INCOMPATIBLE",
        "535.183.04, 525.60.13, INCOMPATIBLE",
        "535.183.04, 525.105.17, GUEST_OLDER",
        "470.82.01, 470.82.01, UNKNOWN",
    })
    void saysWhatItAllowsAndDenies(String host, String guest, String verdict) throws IOException {
        // given
        DriverCatalog catalog = DriverCatalogReader.read(sample());

        // when
        DriverCatalog.Opinion opinion = catalog.of(named(host), named(guest), TODAY);

        // then
        assertThat(opinion.verdict()).as(opinion.reason()).isEqualTo(verdict);
    }

    @Test
    void namesABranchThatIsPastItsEnd() throws IOException {
        DriverCatalog.Opinion opinion =
                DriverCatalogReader.read(sample()).of(named("535.183.04"), named("525.105.17"), TODAY);

        assertThat(opinion.reason()).contains("support of guest branch R525 ended on 2023-12-31");
    }

    @ParameterizedTest
    @CsvSource({
        "branch: 7, branch",
        "driver: [], branch",
        "'branch: [{name: R1, type: sun}]', branch[0].type",
        "'[', body"
    })
    void refusesWhatIsNoCatalogue(String yaml, String place) {
        assertThatThrownBy(() -> DriverCatalogReader.read(yaml)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.name()).isEqualTo("driver-catalog-invalid");
            assertThat(e.violations().getFirst().where()).isEqualTo(place);
        });
    }

    private static DriverCatalog.Named named(String version) {
        return new DriverCatalog.Named(Integer.parseInt(version.substring(0, 3)), version);
    }

    private static String sample() throws IOException {
        try (var in = DriverCatalogTest.class.getResourceAsStream("/bundle/vgpuDriverCatalog.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
