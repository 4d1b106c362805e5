package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-ins as scripts, and the bundle that brings one of them. */
class ToolsTest {
    private static final Path TOOLS = Path.of("src/main/resources/dev/gantry/simulator/tools");

    @TempDir
    Path folder;

    @Test
    void everyToolIsInTheListThatIsInstalled() throws Exception {
        try (Stream<Path> tools = Files.list(TOOLS)) {
            // when // then
            assertThat(Files.readAllLines(TOOLS.resolve("list")))
                    .containsExactlyInAnyOrderElementsOf(
                            tools.map(tool -> tool.getFileName().toString())
                                    .filter(name -> !name.equals("list"))
                                    .toList());
        }
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        // given
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(part -> Files.isExecutable(Path.of(part, "shellcheck"))),
                "shellcheck is not installed on this machine");
        List<String> command = new ArrayList<>(List.of("shellcheck", "-s", "sh", "-e", "SC1091,SC2153,SC2015"));
        try (Stream<Path> tools = Files.list(TOOLS)) {
            tools.map(Path::toString)
                    .filter(name -> !name.endsWith(".awk") && !name.endsWith("/list"))
                    .forEach(command::add);
        }
        command.add("src/main/resources/dev/gantry/simulator/driver/installer.run");

        // when
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        // then
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }

    @Test
    void theSameBundleHasTheSameBytes() throws Exception {
        // when
        Path one = DriverBundleMaker.make(folder.resolve("one"));
        Path other = DriverBundleMaker.make(folder.resolve("other"));

        // then
        assertThat(one.getFileName()).hasToString("NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip");
        assertThat(one).hasSameBinaryContentAs(other);
    }
}
