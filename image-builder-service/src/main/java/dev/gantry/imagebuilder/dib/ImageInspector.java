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

    /** @param folder of the build, so that a janitor finds what a killed look left */
    public ImageInspector(Path folder) {
        this.folder = folder;
    }

    /** What should be inside: nothing is looked for that was not wanted. */
    public record Wanted(Optional<Sha256> token, Optional<Integer> featureType, Redactor secrets) {}

    /** What was found inside. */
    public record Seen(List<Check> checks, RpmPackages.Found packages) {
        public Seen {
            checks = List.copyOf(checks);
        }

        private static Seen only(Verdict verdict, String words) {
            return new Seen(List.of(new Check("contents", verdict, words)), RpmPackages.Found.none());
        }
    }

    public Seen look(Path image, String type, Wanted wanted) throws IOException {
        if (type.equals("tar") || type.equals("tgz")) {
            return unpacked(image, wanted);
        }
        Path raw = image;
        if (!type.equals("raw") && !type.equals("squashfs")) {
            raw = folder.resolve("look.raw");
            ProgramRunner.Ran ran = ProgramRunner.run(
                    CONVERT_LIMIT, List.of("qemu-img", "convert", "-W", "-O", "raw", image.toString(), raw.toString()));
            if (!ran.isOk()) {
                return Seen.only(Verdict.FAILED, "qemu-img: " + ran.lastLine());
            }
        }
        return mounted(raw, wanted);
    }

    /** What is looked at is unpacked as it is, owners and modes with it, which root alone can; that none of it is there is no error. */
    private Seen unpacked(Path image, Wanted wanted) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("look"));
        List<String> command = new ArrayList<>(
                List.of("tar", "--numeric-owner", "-xpf", image.toString(), "-C", tree.toString(), "--"));
        Stream.concat(RootInspector.PLACES.stream(), RpmPackages.PLACES.stream())
                .forEach(place -> command.add("./" + place));
        ProgramRunner.Ran ran = ProgramRunner.run(CONVERT_LIMIT, command, Map.of("LC_ALL", "C"));
        Optional<String> complaint =
                ran.output().lines().filter(l -> !MISSING.matcher(l).find()).findFirst();
        return ran.exit() <= 2 && complaint.isEmpty() && Files.exists(tree.resolve("etc"))
                ? seen(tree, wanted)
                : Seen.only(Verdict.NOT_CHECKED, complaint.orElse(ran.lastLine()));
    }

    private Seen mounted(Path raw, Wanted wanted) throws IOException {
        Path mount = Files.createDirectories(folder.resolve("look"));
        String words = "no partition with a system";
        for (Partition partition : partitions(raw)) {
            ProgramRunner.Ran mounted = mount(raw, partition, mount);
            if (!mounted.isOk()) {
                words = mounted.lastLine();
                continue;
            }
            try {
                if (Files.exists(mount.resolve("etc"))) {
                    return seen(mount, wanted);
                }
            } finally {
                ProgramRunner.run(LIMIT, List.of("umount", mount.toString()));
            }
        }
        return Seen.only(Verdict.NOT_CHECKED, words);
    }

    private Seen seen(Path root, Wanted wanted) throws IOException {
        return new Seen(new RootInspector(root).look(wanted), new RpmPackages().read(root, folder.resolve("look-rpm")));
    }

    private record Partition(long offset, long bytes) {}

    private static ProgramRunner.Ran mount(Path raw, Partition partition, Path mount) {
        ProgramRunner.Ran ran = new ProgramRunner.Ran(1, "not tried");
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
        ProgramRunner.Ran ran = ProgramRunner.run(LIMIT, List.of("sfdisk", "--json", raw.toString()));
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
