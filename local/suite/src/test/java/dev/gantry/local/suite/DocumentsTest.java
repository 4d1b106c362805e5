package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every shell, JSON and YAML block in README and docs can be parsed, and every link to a file leads somewhere. */
class DocumentsTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```");
    // [events](docs/events.md#without-kafka)
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    static Stream<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).forEach(all::add);
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void blocksCanBeParsed(Path document) throws Exception {
        Matcher blocks = BLOCK.matcher(Files.readString(document));
        while (blocks.find()) {
            String text = blocks.group(2);
            switch (blocks.group(1)) {
                case "sh", "shell", "bash" -> assertThat(shellErrors(text)).isEmpty();
                case "json" -> assertThat(new ObjectMapper().readTree(text)).isNotNull();
                case "yaml" ->
                    new Load(LoadSettings.builder().build())
                            .loadAllFromString(text)
                            .forEach(one -> {});
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(document));
        while (links.find()) {
            assertThat(document.resolveSibling(links.group(1))).exists();
        }
    }

    @Test
    void readmeNamesEveryModule() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher modules = Pattern.compile("<module>([^/<]+)").matcher(Files.readString(ROOT.resolve("pom.xml")));
        while (modules.find()) {
            assertThat(readme).contains("`" + modules.group(1));
        }
    }

    @Test
    void filesOfTheRecipesAreThere() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/architecture.md"));
        // `docs/steps.md`   `contracts/src/main/resources/schemas`
        Matcher paths = Pattern.compile("`((?:docs|[a-z-]+/src)/[^`\\s*]+)`").matcher(page);
        List<String> missing = paths.results()
                .map(found -> found.group(1))
                .filter(path -> !Files.exists(ROOT.resolve(path)))
                .toList();
        assertThat(paths.reset().find()).isTrue();
        assertThat(missing).isEmpty();
    }

    private static String shellErrors(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() == 0 ? "" : said + "in:\n" + script;
    }
}
