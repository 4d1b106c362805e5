package dev.gantry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The calls that the pages make are those that the services have. */
class CallsTest {
    private static final Path CONSOLE = Path.of("src", "main", "resources", "console");
    // hosts: ['inventory', 'GET', '/v1/hosts', 'host list'],
    private static final Pattern CALL =
            Pattern.compile("(?m)^ {2}(\\w+): \\['([a-z-]+)', '([A-Z]+)', '(/v1[^']*)', '([^']*)'],$");
    // call('host', { name })   all('hosts')   follow('events', ...
    private static final Pattern USED = Pattern.compile("\\b(?:call|all|follow|act)\\('(\\w+)'[,)]");

    static Stream<List<String>> calls() throws IOException {
        return CALL.matcher(Files.readString(CONSOLE.resolve("lib/calls.js")))
                .results()
                .map(found -> List.of(found.group(1), found.group(2), found.group(3), found.group(4)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isInTheServicesDocument(List<String> call) throws IOException {
        // when
        Map<?, ?> paths = (Map<?, ?>) document(call.get(1)).get("paths");
        // then
        assertThat(paths.get(call.get(3))).as(call.get(3)).isInstanceOf(Map.class);
        assertThat(((Map<?, ?>) paths.get(call.get(3))).containsKey(call.get(2).toLowerCase(Locale.ROOT)))
                .as(call.toString())
                .isTrue();
    }

    @Test
    void pagesUseOnlyCallsOfTheTable() throws IOException {
        // given
        Set<String> known = calls().map(List::getFirst).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(CONSOLE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                // when
                Set<String> used = USED.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .collect(Collectors.toSet());
                // then
                assertThat(known).as(file.toString()).containsAll(used);
            }
        }
    }

    private static Map<?, ?> document(String service) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "openapi", service + ".yaml"));
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** A page is an element: a method of it by one of these names would take the place of the browser's own. */
    @Test
    void noPageTakesAMethodOfTheBrowsersElements() throws IOException {
        // given
        Pattern taken = Pattern.compile("(?m)^ {2}(?:async )?(?:remove|before|after|append|prepend|replaceWith|animate"
                + "|closest|matches|click|focus|blur|scroll|normalize|contains|toggleAttribute)\\(");
        // when
        try (Stream<Path> files = Files.walk(CONSOLE)) {
            List<Path> shadowing = files.filter(f -> f.toString().endsWith(".js"))
                    .filter(f -> taken.matcher(read(f)).find())
                    .toList();
            // then
            assertThat(shadowing).isEmpty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
