package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The runbook has a line for each reason of failure: what it means and what to do. */
class ReasonsPageTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    // | `stuck` | no | provisioner |
    private static final Pattern KNOWN = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");
    // | `stuck` | Nothing can be done now. | Mend that on the host. |
    private static final Pattern LINE = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| \\S.+\\. \\| \\S.+\\. \\|$");

    @Test
    void eachReasonHasALineOfItsOwn() throws IOException {
        // given
        String problems = Files.readString(ROOT.resolve("docs/problems.md"));
        List<String> reasons = names(KNOWN, problems.substring(problems.indexOf("# Reasons of failure")));
        // when
        List<String> lines = names(LINE, Files.readString(ROOT.resolve("docs/runbook/reasons.md")));
        // then
        assertThat(lines)
                .as("docs/runbook/reasons.md says of each reason in docs/problems.md what it means and what to do")
                .containsExactlyInAnyOrderElementsOf(reasons)
                .hasSizeGreaterThan(50);
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
