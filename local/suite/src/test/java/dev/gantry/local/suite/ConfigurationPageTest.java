package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of what can be set tells what the sources declare; {@code -Dgolden.write=true} writes it anew. */
class ConfigurationPageTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    private static final Path PAGE = ROOT.resolve("docs/configuration.md");
    private static final Pattern MADE = Pattern.compile("(?s)(<!-- made from %s -->\n).*?(<!-- end -->)");
    // quarkus.http.host=${GANTRY_HTTP_HOST:127.0.0.1}
    private static final Pattern VARIABLE = Pattern.compile("^[\\w.-]+=\\$\\{(GANTRY_\\w+):(.*)}$");

    @Test
    void tellsWhatEveryServiceReads() throws IOException {
        // given
        String page = Files.readString(PAGE);
        // when
        String fresh = replaced(
                replaced(page, "the sources", ConfigurationPage.of(mappings())), "the service kit", environment());
        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(fresh).isEqualTo(Files.readString(PAGE));
        assertThat(fresh).contains("`gantry.provisioner.ssh`", "`key-path`", "`GANTRY_DB_URL`");
    }

    private static String replaced(String page, String source, String made) {
        Matcher part = Pattern.compile(MADE.pattern().formatted(source)).matcher(page);
        assertThat(part.find()).as("a place for what is made from " + source).isTrue();
        return part.replaceFirst(Matcher.quoteReplacement(part.group(1) + "\n" + made + "\n" + part.group(2)));
    }

    private static List<Path> mappings() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(p -> p.toString().contains("src/main/java")
                            && p.toString().endsWith("Settings.java"))
                    .sorted()
                    .toList();
        }
    }

    /** A row for each variable; what it means is the comment over its line. */
    private static String environment() throws IOException {
        StringBuilder rows = new StringBuilder("| variable | default | meaning |\n|---|---|---|\n");
        String comment = "";
        for (String line : Files.readAllLines(
                ROOT.resolve("service-kit/src/main/resources/META-INF/microprofile-config.properties"))) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                String preset = variable.group(2).isEmpty() ? "" : "`" + variable.group(2) + "`";
                assertThat(comment).as("what " + variable.group(1) + " means").isNotBlank();
                rows.append("| `%s` | %s | %s |\n".formatted(variable.group(1), preset, comment));
            }
            comment = line.startsWith("# ") ? line.substring(2) : "";
        }
        return rows.toString();
    }
}
