package dev.gantry.imagebuilder.dib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build.Check;
import dev.gantry.imagebuilder.model.build.Build.Verdict;
import dev.gantry.imagebuilder.model.build.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks inside a finished image, mounted read-only, for what it was to carry. Where mounting is not allowed it says so. */
public final class ImageInspector {

    private static final Duration CONVERT_LIMIT = Duration.ofMinutes(30);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    // noload, norecovery: a journal must not be replayed into a file that was hashed; each file system has its own word
    private static final List<String> OPTIONS = List.of("ro,noload", "ro,norecovery", "ro");

    // tar: ./var/lib/rpm: Not found in archive
    private static final Pattern MISSING =
            Pattern.compile(": Not found in archive$|: Exiting with failure status due to previous errors$");

    private final Path folder;

    /** @param folder of the build, so that {@link BuildCleanup} finds what a killed inspection left */
    public ImageInspector(Path folder) {
        this.folder = folder;
    }

    /** What should be inside: nothing is looked for that was not expected. */
    public record Expectation(Optional<Sha256> token, Optional<Integer> featureType, Redactor secrets) {}

    /** What was found inside. */
    public record Result(List<Check> checks, RpmPackages.Found packages) {
        public Result {
            checks = List.copyOf(checks);
        }

        private static Result only(Verdict verdict, String words) {
            return new Result(List.of(new Check("contents", verdict, words)), RpmPackages.Found.none());
        }
    }

    public Result inspect(Path image, String type, Expectation expected) throws IOException {
        if (type.equals("tar") || type.equals("tgz")) {
            return unpacked(image, expected);
        }
        Path raw = image;
        if (!type.equals("raw") && !type.equals("squashfs")) {
            raw = folder.resolve("inspect.raw");
            ProgramRunner.Result ran = ProgramRunner.run(
                    CONVERT_LIMIT, List.of("qemu-img", "convert", "-W", "-O", "raw", image.toString(), raw.toString()));
            if (!ran.isOk()) {
                return Result.only(Verdict.FAILED, "qemu-img: " + ran.lastLine());
            }
        }
        return mounted(raw, expected);
    }

    /** What is looked at is unpacked as it is, owners and modes with it, which root alone can; that none of it is there is no error. */
    private Result unpacked(Path image, Expectation expected) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("inspect"));
        List<String> command = new ArrayList<>(
                List.of("tar", "--numeric-owner", "-xpf", image.toString(), "-C", tree.toString(), "--"));
        Stream.concat(RootInspector.PLACES.stream(), RpmPackages.PLACES.stream())
                .forEach(place -> command.add("./" + place));
        ProgramRunner.Result ran = ProgramRunner.run(CONVERT_LIMIT, command, Map.of("LC_ALL", "C"));
        Optional<String> complaint =
                ran.output().lines().filter(l -> !MISSING.matcher(l).find()).findFirst();
        return ran.exit() <= 2 && complaint.isEmpty() && Files.exists(tree.resolve("etc"))
                ? inspected(tree, expected)
                : Result.only(Verdict.NOT_CHECKED, complaint.orElse(ran.lastLine()));
    }

    private Result mounted(Path raw, Expectation expected) throws IOException {
        Path mount = Files.createDirectories(folder.resolve("inspect"));
        String words = "no partition with a system";
        for (Partition partition : partitions(raw)) {
            ProgramRunner.Result mounted = mount(raw, partition, mount);
            if (!mounted.isOk()) {
                words = mounted.lastLine();
                continue;
            }
            try {
                if (Files.exists(mount.resolve("etc"))) {
                    return inspected(mount, expected);
                }
            } finally {
                ProgramRunner.run(LIMIT, List.of("umount", mount.toString()));
            }
        }
        return Result.only(Verdict.NOT_CHECKED, words);
    }

    private Result inspected(Path root, Expectation expected) throws IOException {
        return new Result(
                new RootInspector(root).inspect(expected), new RpmPackages().read(root, folder.resolve("inspect-rpm")));
    }

    private record Partition(long offset, long bytes) {}

    private static ProgramRunner.Result mount(Path raw, Partition partition, Path mount) {
        ProgramRunner.Result ran = new ProgramRunner.Result(1, "not tried");
        for (String options : OPTIONS) {
            String all = "loop,%s,offset=%d%s"
                    .formatted(
                            options,
                            partition.offset(),
                            partition.bytes() > 0 ? ",sizelimit=" + partition.bytes() : "");
            ran = ProgramRunner.run(LIMIT, List.of("mount", "-o", all, raw.toString(), mount.toString()));
            if (ran.isOk()) {
                return ran;
            }
        }
        return ran;
    }

    /** As sfdisk lists them, largest first; the whole file when it has no table. */
    private static List<Partition> partitions(Path raw) throws IOException {
        ProgramRunner.Result ran = ProgramRunner.run(LIMIT, List.of("sfdisk", "--json", raw.toString()));
        List<Partition> found = new ArrayList<>();
        if (ran.isOk()) {
            JsonNode table = new ObjectMapper().readTree(ran.output()).path("partitiontable");
            long sector = table.path("sectorsize").asLong(512);
            table.path("partitions")
                    .forEach(p -> found.add(new Partition(
                            p.path("start").asLong() * sector, p.path("size").asLong() * sector)));
        }
        found.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return found.isEmpty() ? List.of(new Partition(0, 0)) : found;
    }
}
