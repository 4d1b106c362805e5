package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of problems tells what stands in the sources; {@code -Dgolden.write=true} writes its tables anew. */
class ProblemsPageTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    private static final Path PAGE = ROOT.resolve("docs/problems.md");

    @Test
    void pageTellsWhatTheSourcesSay() throws IOException {
        // given
        ProblemKinds kinds = new ProblemKinds(ROOT);
        String page = Files.readString(PAGE);
        // when
        String fresh = replaced(
                replaced(
                        page,
                        "problems",
                        "| Kind | Status | Title | Said by |\n|---|---|---|---|\n" + kinds.problems()),
                "reasons",
                "| Reason | A retry may help | Said by |\n|---|---|---|\n" + kinds.reasons());
        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(fresh).isEqualTo(Files.readString(PAGE));
        assertThat(fresh).contains("`host-not-found` | 404", "`ssh-refused` | yes", "`host-key-changed` | no");
    }

    private static String replaced(String page, String name, String made) {
        Matcher part = Pattern.compile("(?s)(<!-- %s, made from the sources -->\n).*?(<!-- end -->)".formatted(name))
                .matcher(page);
        assertThat(part.find()).as("a place for the " + name).isTrue();
        return part.replaceFirst(Matcher.quoteReplacement(part.group(1) + "\n" + made + "\n\n" + part.group(2)));
    }
}
