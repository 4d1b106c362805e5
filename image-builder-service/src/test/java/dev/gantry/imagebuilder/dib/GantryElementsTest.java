package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GantryElementsTest {

    @TempDir
    Path folder;

    @Test
    void scriptsAreExecutableAndGoodShell() throws IOException {
        // when
        new GantryElements().layOut(folder);

        // then
        for (Path script : scripts()) {
            assertThat(script).isExecutable();
            assertThat(ProgramRunner.run(Duration.ofSeconds(10), List.of("bash", "-n", script.toString()))
                            .isOk())
                    .as(script.toString())
                    .isTrue();
        }
    }

    @Test
    void scriptsAreCleanByShellcheck() throws IOException {
        Assumptions.assumeTrue(ProgramRunner.find("shellcheck").isPresent(), "SKIPPED: shellcheck is not installed");

        // given
        new GantryElements().layOut(folder);

        // when / then
        for (Path script : scripts()) {
            ProgramRunner.Result ran =
                    ProgramRunner.run(Duration.ofSeconds(30), List.of("shellcheck", script.toString()));
            assertThat(ran.isOk()).as(ran.output()).isTrue();
        }
    }

    private List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.getParent().toString().endsWith(".d"))
                    .toList();
        }
    }
}
