package dev.gantry.imagebuilder.dib;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of diskimage-builder and the programs it calls is on this machine. */
public final class DibTools {

    /** The Debian package with disk-image-create. */
    public static final String PACKAGE = "python3-diskimage-builder";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    // for programs whose package has another name
    private static final Map<String, String> PACKAGES = Map.of(
            "qemu-img",
            "qemu-utils",
            "sgdisk",
            "gdisk",
            "losetup",
            "mount",
            "mkfs.ext4",
            "e2fsprogs",
            "mkfs.vfat",
            "dosfstools");

    private final String program;
    private final List<String> needed;
    private volatile Optional<Installed> known = Optional.empty();

    /** @param needed programs without which a build ends only after minutes */
    public DibTools(String program, List<String> needed) {
        this.program = program;
        this.needed = List.copyOf(needed);
    }

    /** diskimage-builder as it is installed. */
    public record Installed(Path program, String version, Optional<Path> elements) {}

    /** Empty when disk-image-create is not there. Looked up until it is found. */
    public Optional<Installed> find() {
        Optional<Installed> found = known.filter(i -> Files.isExecutable(i.program()));
        if (found.isEmpty()) {
            found = ProgramRunner.find(program).map(DibTools::describe);
            known = found;
        }
        return found;
    }

    /** Programs that are not there, each with the Debian package that has it; empty when a build can run. */
    public Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        for (String name : needed) {
            if (ProgramRunner.find(name).isEmpty()) {
                missing.put(name, PACKAGES.getOrDefault(name, name));
            }
        }
        return missing;
    }

    private static Installed describe(Path program) {
        Optional<Path> elements = python(program)
                .map(python -> ProgramRunner.run(
                        LIMIT,
                        List.of(
                                python,
                                "-c",
                                "from diskimage_builder.paths import get_path; print(get_path('elements'))")))
                .filter(ProgramRunner.Result::isOk)
                .map(ran -> Path.of(ran.output().strip()))
                .filter(Files::isDirectory);
        return new Installed(program, version(program), elements);
    }

    private static String version(Path program) {
        ProgramRunner.Result ran = ProgramRunner.run(LIMIT, List.of(program.toString(), "--version"));
        return ran.isOk() ? ran.lastLine().replaceFirst("^.*\\s", "") : "unknown";
    }

    /** The interpreter in the program's first line, so that the modules it finds are those it will run with. */
    private static Optional<String> python(Path program) {
        try (BufferedReader reader = Files.newBufferedReader(program, StandardCharsets.ISO_8859_1)) {
            String first = String.valueOf(reader.readLine());
            return first.startsWith("#!") && first.contains("python")
                    ? Optional.of(first.substring(2).strip().split("\\s+")[0])
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
