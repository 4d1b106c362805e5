package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The runbook has a page for each kind of problem; what a page tells to call is there to be called. */
class ProblemPagesTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    private static final Path PAGES = ROOT.resolve("docs/runbook/problems");
    private static final Pattern PARTS = Pattern.compile(
            "(?s)# ([a-z-]+)\n\n\\*\\*Means\\*\\*: \\S.+\n\n\\*\\*Look\\*\\*: \\S.+\n\n\\*\\*Do\\*\\*: \\S.+\n");
    // `GET /v1/hosts/{name}/plan`   `GET /inventory/v1/hosts`   `GET /v1/runs?host=NAME`
    private static final Pattern CALL =
            Pattern.compile("`(?:GET|POST|PUT|DELETE)\\s+(?:/[a-z-]+(?=/v1/))?(/v1/[^`?]*)(?:\\?[^`]*)?`");
    //   /v1/hosts/{name}/plan:
    private static final Pattern PATH = Pattern.compile("(?m)^  (/v1/\\S+):$");

    @Test
    void eachKindHasItsPage() throws IOException {
        // given
        Set<String> kinds = new ProblemKinds(ROOT).kinds();
        // when
        List<String> pages = pages().stream()
                .map(page -> page.getFileName().toString().replaceFirst("\\.md$", ""))
                .toList();
        // then
        assertThat(pages)
                .as("docs/runbook/problems/KIND.md says what the kind means, where to look, what to do")
                .containsAll(kinds);
    }

    @Test
    void eachPageSaysWhatItMeansWhereToLookAndWhatToDo() throws IOException {
        for (Path page : pages()) {
            Matcher parts = PARTS.matcher(Files.readString(page));
            assertThat(parts.matches()).as(page.toString()).isTrue();
            assertThat(page.getFileName()).hasToString(parts.group(1) + ".md");
        }
    }

    @Test
    void whatIsToBeCalledIsThere() throws IOException {
        // given
        Set<String> paths = new HashSet<>();
        for (String service : List.of("inventory", "provisioner", "nova-config", "image-builder")) {
            PATH.matcher(Files.readString(ROOT.resolve("docs/openapi/" + service + ".yaml")))
                    .results()
                    .forEach(path -> paths.add(plain(path.group(1))));
        }
        // when
        Set<String> called = new HashSet<>();
        for (Path page : pages()) {
            CALL.matcher(Files.readString(page)).results().forEach(call -> called.add(plain(call.group(1))));
        }
        // then
        assertThat(called).hasSizeGreaterThan(20).isSubsetOf(paths);
    }

    private static String plain(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> all = Files.list(PAGES)) {
            return all.sorted().toList();
        }
    }
}
