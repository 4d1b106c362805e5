package dev.gantry.imagebuilder.model.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.model.alignment.DriverBranch.Support;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DriverBranchTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 15);

    @Test
    void tellsFromItsLastDayWhetherItIsSupported() {
        assertThat(Support.of(LocalDate.of(2026, 5, 14), TODAY)).isEqualTo(Support.ENDED);
        assertThat(Support.of(TODAY, TODAY)).isEqualTo(Support.ENDING);
        assertThat(Support.of(LocalDate.of(2026, 7, 31), TODAY)).isEqualTo(Support.ENDING);
        assertThat(Support.of(LocalDate.of(2028, 7, 31), TODAY)).isEqualTo(Support.SUPPORTED);
        assertThat(Support.of(null, TODAY)).isEqualTo(Support.NOT_KNOWN);
    }
}
