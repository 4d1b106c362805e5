package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.plan.InspectionPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What belongs to a layer lies together, and what lies there is used. */
class LayersTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/dev/gantry/provisioner/model");
    private static final Path CLASSES = Path.of("src/main/java/dev/gantry/provisioner/model");

    @Test
    void everyScriptLiesInAPackageThatNamesIt() throws IOException {
        try (Stream<Path> scripts = Files.walk(SCRIPTS)) {
            for (Path script : scripts.filter(p -> p.toString().endsWith(".sh")).toList()) {
                Path home = CLASSES.resolve(SCRIPTS.relativize(script).getParent());
                String name = script.getFileName().toString().replaceFirst("\\.sh$", "");
                assertThat(sources(home))
                        .as(script.toString())
                        .contains(name.equals("inspect") ? "InspectionPiece" : name);
            }
        }
    }

    @Test
    void everyPieceOfTheInspectionIsPutIntoItOnce() throws IOException {
        // given
        String script = Inspection.script();
        List<String> functions =
                Planner.inspections().stream().map(InspectionPiece::function).toList();

        // then
        assertThat(functions).doesNotHaveDuplicates();
        try (Stream<Path> pieces = Files.walk(SCRIPTS)) {
            for (Path piece : pieces.filter(p -> p.endsWith("inspect.sh")).toList()) {
                String function = "inspect_" + piece.getParent().getFileName();
                assertThat(functions).contains(function);
                assertThat(script).contains(function + "() {").contains("\n  " + function + "\n");
            }
        }
    }

    private static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(p -> p.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        // The machine, tools and usage are the inspection's own; Inspection names them.
        return all + (folder.endsWith("inspect") ? Files.readString(CLASSES.resolve("Inspection.java")) : "");
    }
}
