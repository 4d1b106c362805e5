package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gantry.cli.command.Nouns;
import dev.gantry.cli.command.shared.Root;
import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.profile.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Each command line that a document shows is one that the program takes: nouns, verbs, options and the number of arguments. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:sh|console|bash)\\n(.*?)^```");
    private static final Pattern CALL = Pattern.compile("(?m)^(?:\\$ )?(?:\\./)?gantry (.+)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");
    /** Verbs of the checkout's script, which are not the program's. */
    private static final Pattern OF_THE_CHECKOUT =
            Pattern.compile("^(?:demo|up|test|images|bench|chaos|help|nouns)\\b.*");

    static Stream<String> commands() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path document : documents()) {
            Matcher blocks = BLOCK.matcher(Files.readString(document));
            while (blocks.find()) {
                Matcher calls = CALL.matcher(blocks.group(1).replace("\\\n", " "));
                while (calls.find()) {
                    if (!OF_THE_CHECKOUT.matcher(calls.group(1)).matches()) {
                        found.add(calls.group(1));
                    }
                }
            }
        }
        return found.stream().distinct();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), all.filter(f -> f.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isTaken(String command) {
        // given
        String[] words = words(command.replaceFirst("\\s+(?:[|>]|2>|&&|#).*$", ""));
        CommandLine line = new CommandLine(new Root(session()));
        Nouns.addTo(line, words);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // then
        assertThatCode(() -> line.parseArgs(words)).as(command).doesNotThrowAnyException();
    }

    @Test
    void theGuidesWayIsShown() throws IOException {
        assertThat(commands())
                .anyMatch(c -> c.startsWith("bundle upload"))
                .anyMatch(c -> c.startsWith("import"))
                .anyMatch(c -> c.startsWith("host approve"))
                .anyMatch(c -> c.startsWith("plan --config"));
    }

    private static String[] words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(Stream.of(word.group(1), word.group(2), word.group(3))
                    .filter(w -> w != null)
                    .findFirst()
                    .orElse(""));
        }
        return words.toArray(String[]::new);
    }

    private static Session session() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Surroundings around = new Surroundings(Map.of(), Path.of("/nonexistent"), Path.of("/nonexistent"));
        return new Session(around, nowhere, nowhere, false);
    }
}
