package dev.gantry.provisioner.guest.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TransposeResultTest {

    private static final Path GUIDE = Path.of("src/test/resources/guest/transpose.txt");

    @Test
    void readsWhatTheGuideShows() throws Exception {
        // when
        TransposeResult read = TransposeResult.parse(Files.readString(GUIDE));

        // then
        assertThat(read.device()).isEqualTo("GRID A100D-1-10C MIG 1g.10gb");
        assertThat(read.architecture()).isEqualTo("Ampere");
        assertThat(read.computeCapability()).isEqualTo("8.0");
        assertThat(read.passed()).isTrue();
        assertThat(read.measures())
                .hasSize(8)
                .contains(new TransposeResult.Measure("simple copy", 159.1779, 0.04908))
                .endsWith(new TransposeResult.Measure("diagonal", 117.6831, 0.06639));
    }

    @Test
    void withoutItsLastLineItDidNotPass() throws Exception {
        // given
        String cut = Files.readString(GUIDE).replace("Test passed", "Test failed!");

        // when
        TransposeResult read = TransposeResult.parse(cut);

        // then
        assertThat(read.passed()).isFalse();
        assertThat(read.measures()).hasSize(8);
    }
}
