package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys of log lines are those that docs/operations.md tells, in all services. */
class LogKeysPageTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    //   Log.infof(   with all that follows up to the end of the statement
    private static final Pattern STATEMENT =
            Pattern.compile("\\bLog\\.(?:debug|info|warn|error)f?\\((.*?)\\);", Pattern.DOTALL);
    // hostId=%s
    private static final Pattern KEY = Pattern.compile("\\b([A-Za-z0-9]+)=%[a-z]");
    // | `hostId` | name of the host |
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z0-9]+)` \\|");

    @Test
    void everyKeyIsToldAndEveryToldKeyIsUsed() throws IOException {
        // given
        SortedSet<String> used = new TreeSet<>();
        for (Path source : sources()) {
            Matcher statements = STATEMENT.matcher(Files.readString(source));
            while (statements.find()) {
                Matcher keys = KEY.matcher(statements.group(1));
                while (keys.find()) {
                    used.add(keys.group(1));
                }
            }
        }
        // when
        String page = Files.readString(ROOT.resolve("docs/operations.md"));
        int from = page.indexOf("## Log lines");
        Matcher rows = ROW.matcher(page.substring(from, page.indexOf("\n## ", from + 1)));
        SortedSet<String> told = new TreeSet<>();
        while (rows.find()) {
            told.add(rows.group(1));
        }
        // then
        assertThat(told).contains("requestId", "traceId", "spanId", "hostId");
        told.removeAll(java.util.Set.of("requestId", "spanId", "traceFlags", "traceId"));
        assertThat(told).isEqualTo(used);
    }

    private static Iterable<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().contains("src/main/java")
                            && path.toString().endsWith(".java"))
                    .toList();
        }
    }
}
