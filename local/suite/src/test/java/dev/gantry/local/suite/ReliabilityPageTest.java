package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of docs/reliability.md names a test, and each test that it names is there. */
class ReliabilityPageTest {

    private static final Path CHECKOUT = Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../.."));
    // `JobStallQTest`
    private static final Pattern TEST = Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*(?:Test|IT|E2E|Invariant))`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        // given
        Set<String> classes = classes();
        // when
        List<String> named =
                TEST.matcher(page()).results().map(found -> found.group(1)).toList();
        // then
        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(classes);
    }

    /** A row with two columns below a head that says "Test". */
    @Test
    void everyPromiseNamesATest() throws IOException {
        // given
        List<String> lines = page().lines().toList();
        // when
        boolean isPromise = false;
        int promises = 0;
        for (String line : lines) {
            if (!line.startsWith("|")) {
                isPromise = false;
            } else if (line.endsWith("| Test |")) {
                isPromise = true;
            } else if (isPromise && !line.startsWith("|---") && !line.startsWith("| ---")) {
                Matcher test = TEST.matcher(line);
                assertThat(test.find()).as(line).isTrue();
                promises++;
            }
        }
        // then
        assertThat(promises).isGreaterThan(20);
    }

    private static String page() throws IOException {
        return Files.readString(CHECKOUT.resolve("docs/reliability.md"));
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java") && file.contains("/src/"))
                    .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
