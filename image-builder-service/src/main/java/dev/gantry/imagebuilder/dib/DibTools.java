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
    // each of these, missing, ends a build only after minutes (diskimage-builder 3.13 on Debian 12)
    private static final Map<String, String> NEEDED = needed();

    private final String program;
    private volatile Optional<Installed> known = Optional.empty();

    public DibTools(String program) {
        this.program = program;
    }

    /** diskimage-builder as it is installed. */
    public record Installed(Path program, String version, Optional<Path> elements) {}

    /** Empty when disk-image-create is not there. Looked up until it is found. */
    public Optional<Installed> find() {
        Optional<Installed> found = known.filter(i -> Files.isExecutable(i.program()));
        if (found.isEmpty()) {
            found = Program.find(program).map(DibTools::describe);
            known = found;
        }
        return found;
    }

    /** Programs that are not there, each with the Debian package that has it; empty when a build can run. */
    public Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        NEEDED.forEach((name, debianPackage) -> {
            if (Program.find(name).isEmpty()) {
                missing.put(name, debianPackage);
            }
        });
        return missing;
    }

    private static Installed describe(Path program) {
        Optional<Path> elements = python(program)
                .map(python -> Program.run(
                        LIMIT,
                        List.of(
                                python,
                                "-c",
                                "from diskimage_builder.paths import get_path; print(get_path('elements'))")))
                .filter(Program.Ran::isOk)
                .map(ran -> Path.of(ran.output().strip()))
                .filter(Files::isDirectory);
        return new Installed(program, version(program), elements);
    }

    private static String version(Path program) {
        Program.Ran ran = Program.run(LIMIT, List.of(program.toString(), "--version"));
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

    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("sudo", "sudo");
        needed.put("qemu-img", "qemu-utils");
        needed.put("sgdisk", "gdisk");
        needed.put("kpartx", "kpartx");
        needed.put("losetup", "mount");
        needed.put("mkfs.ext4", "e2fsprogs");
        return Map.copyOf(needed);
    }
}
