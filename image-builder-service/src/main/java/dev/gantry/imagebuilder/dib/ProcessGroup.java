package dev.gantry.imagebuilder.dib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process started by {@code setsid} and all it started; it can be found again after this service was killed. */
final class ProcessGroup {

    private static final String NOTE = "process";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ProcessHandle leader;

    private ProcessGroup(ProcessHandle leader) {
        this.leader = leader;
    }

    static ProcessGroup of(ProcessHandle leader) {
        return new ProcessGroup(leader);
    }

    /** The group a note in this folder tells of, if that very process still runs: ids are used again, start times are not. */
    static Optional<ProcessGroup> noted(Path folder) throws IOException {
        Path note = folder.resolve(NOTE);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        String[] words = Files.readString(note).strip().split(" ");
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(p -> p.info()
                        .startInstant()
                        .map(Instant::toString)
                        .orElse("")
                        .equals(words[1]))
                .map(ProcessGroup::new);
    }

    void note(Path folder) throws IOException {
        String started = leader.info().startInstant().map(Instant::toString).orElse("unknown");
        Files.writeString(folder.resolve(NOTE), leader.pid() + " " + started + "\n");
    }

    void stop(Duration grace) {
        List<ProcessHandle> all = leader.descendants().toList();
        signal("TERM", all);
        long end = System.nanoTime() + grace.toNanos();
        while (isAlive(all) && System.nanoTime() < end && !waited()) {
            // waits for the group's own cleaning up
        }
        if (isAlive(all)) {
            signal("KILL", all);
        }
    }

    /** By the group where {@code kill} can, and one by one for what left the group or where there is none. */
    private void signal(String name, List<ProcessHandle> all) {
        Program.run(LIMIT, List.of("kill", "-" + name, "--", "-" + leader.pid()));
        if (name.equals("KILL")) {
            all.forEach(ProcessHandle::destroyForcibly);
            leader.destroyForcibly();
        } else {
            leader.destroy();
        }
    }

    private boolean isAlive(List<ProcessHandle> all) {
        return leader.isAlive() || all.stream().anyMatch(ProcessHandle::isAlive);
    }

    private static boolean waited() {
        try {
            return new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
