package dev.gantry.imagebuilder.dib;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process started by {@code setsid} and all it started; it can be found again after this service was killed. */
final class ProcessGroup {

    private static final String NOTE = "process";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    // a killed process ends at once unless the kernel holds it, in a read of a dead disk for one
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(30);

    private final long leader;

    private ProcessGroup(long leader) {
        this.leader = leader;
    }

    static ProcessGroup of(ProcessHandle leader) {
        return new ProcessGroup(leader.pid());
    }

    /**
     * The group a note in this folder tells of. Ids are used again, start times are not; when the leader is gone, its id is free for no one
     * else as long as one of its session lives, and those still stand in the build's folder.
     */
    static Optional<ProcessGroup> noted(Path folder) throws IOException {
        Path note = folder.resolve(NOTE);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        String[] words = Files.readString(note).strip().split(" ");
        long leader = Long.parseLong(words[0]);
        Optional<ProcessHandle> holder = ProcessHandle.of(leader);
        boolean isOurs = holder.isPresent()
                ? started(holder.get()).equals(words[1])
                : ProcessTable.read().family(leader, Set.of()).stream().anyMatch(each -> standsIn(folder, each.pid()));
        return isOurs ? Optional.of(new ProcessGroup(leader)) : Optional.empty();
    }

    void note(Path folder) throws IOException {
        String started = ProcessHandle.of(leader).map(ProcessGroup::started).orElse("unknown");
        Files.writeString(folder.resolve(NOTE), leader + " " + started + "\n");
    }

    /** Asks the group to end, gives it time to clean up, then ends it; comes back when none of its processes is left. */
    void stop(Duration grace) {
        Set<ProcessTable.Id> family = ProcessTable.read().family(leader, Set.of());
        // the shell's own kill reaches the group in one call, so that nothing it starts meanwhile is missed; the
        // program is not everywhere
        ProgramRunner.run(LIMIT, List.of("sh", "-c", "kill -s TERM -- -\"$0\"", String.valueOf(leader)));
        ProcessHandle.of(leader).ifPresent(ProcessHandle::destroy);
        family = waitFor(family, grace);
        long end = System.nanoTime() + KILLED_WITHIN.toNanos();
        while (!family.isEmpty() && System.nanoTime() < end) {
            family.forEach(each -> ProcessHandle.of(each.pid()).ifPresent(ProcessHandle::destroyForcibly));
            family = waitFor(family, Duration.ofMillis(200));
        }
        if (!family.isEmpty()) {
            Log.errorf("processes of a build cannot be ended pids=%s", family);
        }
    }

    /** Those that are left at the end of the time; returns as soon as there are none. */
    private Set<ProcessTable.Id> waitFor(Set<ProcessTable.Id> family, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Set<ProcessTable.Id> left = ProcessTable.read().family(leader, family);
        while (!left.isEmpty() && System.nanoTime() < end && !isInterruptedIn(50)) {
            left = ProcessTable.read().family(leader, left);
        }
        return left;
    }

    private static boolean standsIn(Path folder, long pid) {
        try {
            return Path.of("/proc", String.valueOf(pid), "cwd").toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static boolean isInterruptedIn(int millis) {
        try {
            return new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
