package dev.gantry.imagebuilder.dib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes away what a build left on this machine: processes, mounts, loop devices, then files. In that order: a chroot has the machine's
 * /dev bound into it, so files go only once nothing is mounted below.
 */
public final class BuildCleanup {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private BuildCleanup() {}

    /** What was found; empty lists mean the build had cleaned up itself. {@code stuck} could not be taken away. */
    public record Found(List<String> mounts, List<String> loops, List<String> stuck) {}

    /** Clears the folder of a build that no longer runs, all but the folders named in {@code keep}. */
    public static Found clear(Path folder, Duration grace, List<String> keep) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Found(List.of(), List.of(), List.of());
        }
        ProcessGroup.noted(folder).ifPresent(group -> group.stop(grace));
        killRootedBelow(folder);
        List<String> mounts = mountsBelow(folder);
        for (String mount : mounts) {
            ProgramRunner.run(LIMIT, List.of("umount", "-l", mount));
        }
        List<String> loops = loopsBelow(folder);
        for (String loop : loops) {
            ProgramRunner.run(LIMIT, List.of("kpartx", "-d", loop));
            ProgramRunner.run(LIMIT, List.of("losetup", "-d", loop));
        }
        List<String> stuck = mountsBelow(folder);
        if (stuck.isEmpty()) {
            delete(folder, keep);
        }
        return new Found(mounts, loops, stuck);
    }

    /** Deepest first, so that they can be unmounted in order. */
    static List<String> mountsBelow(Path folder) throws IOException {
        Path table = Path.of("/proc/self/mountinfo");
        if (!Files.exists(table)) {
            return List.of();
        }
        String prefix = folder.toRealPath() + "/";
        try (Stream<String> lines = Files.lines(table)) {
            // 36 35 98:0 / /data/builds/1/tmp/dib_build.x/mnt/proc rw,noatime - proc none rw
            return lines.map(line -> line.split(" ")[4].replace("\\040", " "))
                    .filter(point -> point.startsWith(prefix))
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }
    }

    /** Loop devices whose file lies below the folder, deleted or not: {@code /dev/loop0: 0 /data/builds/1/tmp/x.raw}. */
    private static List<String> loopsBelow(Path folder) throws IOException {
        String prefix = folder.toRealPath() + "/";
        ProgramRunner.Result ran =
                ProgramRunner.run(LIMIT, List.of("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE"));
        return !ran.isOk()
                ? List.of()
                : ran.output()
                        .lines()
                        .filter(line -> line.contains(" ")
                                && line.substring(line.indexOf(' ')).strip().startsWith(prefix))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList();
    }

    private static void killRootedBelow(Path folder) throws IOException {
        String prefix = folder.toRealPath() + "/";
        ProcessHandle.allProcesses().filter(p -> rootOf(p).startsWith(prefix)).forEach(ProcessHandle::destroyForcibly);
    }

    private static String rootOf(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "root"))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static void delete(Path folder, List<String> keep) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                if (!keep.contains(child.getFileName().toString())) {
                    ProgramRunner.run(
                            Duration.ofMinutes(10), List.of("rm", "-rf", "--one-file-system", "--", child.toString()));
                }
            }
        }
    }
}
