package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of steps names each step of the planner, in its order. */
class StepsPageTest {
    // | `mig-mode` | mode differs | `nvidia-smi -mig` for the one card | MIG devices of that card |
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    @Test
    void rowsAreTheStepsOfThePlanner() throws IOException {
        // given
        String page = Files.readString(Path.of("..", "docs", "steps.md"));
        // when
        List<String> rows =
                ROW.matcher(page).results().map(found -> found.group(1)).toList();
        // then
        assertThat(rows).isEqualTo(Planner.stepIds());
    }
}
