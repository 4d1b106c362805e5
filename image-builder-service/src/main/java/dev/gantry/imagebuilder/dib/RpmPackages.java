package dev.gantry.imagebuilder.dib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The packages that an image's RPM database names. The database is copied out first: an image is mounted read-only and SQLite wants to write
 * beside it. Nothing of the image is run.
 */
public final class RpmPackages {

    // before and since Fedora 36
    static final List<String> PLACES = List.of("usr/lib/sysimage/rpm", "var/lib/rpm");
    private static final String FORMAT = "%{NAME}\\t%{EVR}\\t%{ARCH}\\n";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String program;

    public RpmPackages() {
        this("rpm");
    }

    RpmPackages(String program) {
        this.program = program;
    }

    /** One package as {@code rpm} prints it: {@code bash  5.1.8-9.el9  x86_64}. */
    public record Package(String name, String version, String architecture) {}

    /** What was found; {@code missing} says why there may be more than is listed. */
    public record Found(List<Package> packages, Optional<String> missing) {
        public Found {
            packages = List.copyOf(packages);
        }

        /** Of an image that has no RPM database, or was not looked into. */
        public static Found none() {
            return new Found(List.of(), Optional.empty());
        }
    }

    /** @param scratch a folder of the build's own, for the copy */
    public Found read(Path root, Path scratch) throws IOException {
        Optional<Path> database = PLACES.stream()
                .map(root::resolve)
                .filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
        if (database.isEmpty()) {
            return Found.none();
        }
        Path copy = scratch.resolve("rpmdb");
        Files.createDirectories(scratch);
        ProgramRunner.Result copied = ProgramRunner.run(
                LIMIT, List.of("cp", "-r", "--no-dereference", database.get().toString(), copy.toString()));
        if (!copied.isOk()) {
            return missing(copied.lastLine());
        }
        ProgramRunner.Result ran =
                ProgramRunner.run(LIMIT, List.of(program, "--dbpath", copy.toString(), "-qa", "--queryformat", FORMAT));
        if (ran.exit() == 127) {
            return missing("rpm is not on this machine; install it and build again");
        }
        List<Package> packages = ran.output()
                .lines()
                .map(RpmPackages::parse)
                .flatMap(Optional::stream)
                .toList();
        return ran.isOk() && !packages.isEmpty()
                ? new Found(packages, Optional.empty())
                : new Found(packages, Optional.of("rpm: " + ran.lastLine()));
    }

    private static Found missing(String why) {
        return new Found(List.of(), Optional.of(why));
    }

    /** {@code gpg-pubkey} is a key that rpm lists as if it were a package. */
    private static Optional<Package> parse(String line) {
        String[] columns = line.split("\t");
        return columns.length == 3 && !columns[0].equals("gpg-pubkey")
                ? Optional.of(new Package(columns[0], columns[1], columns[2]))
                : Optional.empty();
    }
}
