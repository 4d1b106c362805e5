package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of problems and the sources name the same kinds, with the same titles. */
class ProblemsPageTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    // Problem.of(404, "host-not-found", "Host not known", ...
    private static final Pattern SAID =
            Pattern.compile("Problem\\.(?:of|invalid)\\(\\s*(?:\\d+,\\s*)?\"([a-z0-9-]+)\",\\s*\"([^\"]*)\"");
    // | `host-not-found` | 404 | Host not known | inventory |
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| \\d+ \\| ([^|]*) \\|");

    @Test
    void pageListsWhatTheSourcesSay() throws IOException {
        // given
        Set<String> said = new TreeSet<>();
        for (Path source : sources()) {
            said.addAll(kinds(SAID, source));
        }
        // when
        Set<String> listed = kinds(ROW, ROOT.resolve("docs/problems.md"));
        // then
        assertThat(listed).isEqualTo(said);
    }

    private static Set<String> kinds(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(ProblemsPageTest::kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kind(MatchResult found) {
        return found.group(1) + ": " + found.group(2);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(p -> p.toString().contains("src/main/java")
                            && p.toString().endsWith(".java"))
                    .toList();
        }
    }
}
