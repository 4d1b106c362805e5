package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.DriverBundleMaker;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.SimulatedHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A simulated host that is driven without SSH: look, plan, apply, look again, as the engine does. */
public final class HostForTests implements AutoCloseable {
    private static final int MOST_ROUNDS = 40;

    private final SimulatedHost host;
    private final Path work;
    private final String shell;
    private final List<String> applied = new ArrayList<>();

    public HostForTests(Path folder, HostDescription description, String shell) {
        this.work = directory(folder);
        this.shell = shell;
        this.host = SimulatedHost.create(folder.resolve("host"), description.withRebootTime(Duration.ofMillis(10)));
        host.start(0);
    }

    private static Path directory(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public record Answer(int code, String out, String err) {}

    public SimulatedHost host() {
        return host;
    }

    /** Steps with summaries that were applied so far, in order. */
    public List<String> applied() {
        return applied;
    }

    public HostFacts inspect() throws IOException, InterruptedException {
        return Inspection.parse(inspectionOutput());
    }

    /** As it comes from the host. */
    public String inspectionOutput() throws IOException, InterruptedException {
        Answer answer = asRoot(Inspection.script());
        assertThat(answer.err()).isEmpty();
        return answer.out();
    }

    public HostPlan plan(DesiredState wanted) throws IOException, InterruptedException {
        return Planner.plan(wanted, inspect());
    }

    /** Applies until nothing is left; fails when a step stays after it was applied twice, or on a blocker. */
    public HostFacts converge(DesiredState wanted) throws IOException, InterruptedException {
        Map<String, Integer> times = new java.util.HashMap<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            HostFacts facts = inspect();
            HostPlan plan = Planner.plan(wanted, facts);
            if (plan.isSatisfied()) {
                return facts;
            }
            assertThat(plan.blockers()).as(plan.text()).isEmpty();
            assertThat(plan.changes())
                    .as("a plan without a possible change: " + plan.text())
                    .isNotEmpty();
            Change first = plan.changes().getFirst();
            int before = times.merge(first.step() + first.summary(), 1, Integer::sum);
            assertThat(before)
                    .as("applied twice and still there: %s\nfound %s", plan.text(), facts.found())
                    .isLessThan(3);
            Answer answer = apply(first);
            applied.add(first.step() + ": " + first.summary());
            assertThat(answer.code()).as(first + "\n" + answer).isZero();
        }
        throw new AssertionError("not converged: " + applied);
    }

    /** Rounds in which a change is not made, is cut off in the middle, or is made and its answer lost. */
    public void stumble(DesiredState wanted, java.util.Random random, int rounds)
            throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            HostPlan plan = plan(wanted);
            assertThat(plan.blockers()).as(plan.text()).isEmpty();
            if (plan.changes().isEmpty()) {
                return;
            }
            Change change = plan.changes().getFirst();
            int fault = random.nextInt(4);
            applied.add("fault " + fault + " " + change.step());
            if (fault == 1 && change instanceof Change.RunScript run) {
                cutOff(run.script(), random.nextInt(300));
            } else if (fault > 1) {
                apply(change);
            }
        }
    }

    private void cutOff(String script, int millis) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(shell, "-s")
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(work, "cut", "").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.environment().put("GANTRY_SUDO", "1");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(millis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            // The script dies; a stand-in that it called ends first, since what the kernel does is done whole.
            List<ProcessHandle> called = process.descendants().toList();
            process.destroyForcibly().waitFor();
            called.forEach(c -> c.onExit().join());
        }
    }

    public Answer apply(Change change) throws IOException, InterruptedException {
        return switch (change) {
            case Change.RunScript run -> asRoot(run.script());
            case Change.DeliverDriver deliver -> deliver(deliver);
            case Change.SetBios set -> throw new IllegalStateException("no controller here: " + set.summary());
            case Change.Reboot reboot -> boot(reboot.script());
        };
    }

    public void boot() throws IOException, InterruptedException {
        assertThat(boot("reboot\n").code()).isZero();
    }

    private Answer boot(String script) throws IOException, InterruptedException {
        String before = host.bootId();
        Answer answer = asRoot(script);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(Files.exists(host.root().resolve("proc/sys/kernel/random/boot_id"))
                                && !host.bootId().equals(before)
                                && !Files.exists(host.sim().resolve("state/reboot-requested")))
                        .isTrue());
        return answer;
    }

    private Answer deliver(Change.DeliverDriver deliver) throws IOException {
        String version = deliver.remotePath().replaceFirst(".*-([0-9.]+)\\.run$", "$1");
        Path file = host.root().resolve(deliver.remotePath().substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, DriverBundleMaker.installer(version));
        return new Answer(0, "", "");
    }

    public Answer asRoot(String script) throws IOException, InterruptedException {
        return run(List.of(shell, "-s"), script.getBytes(StandardCharsets.UTF_8), Map.of("GANTRY_SUDO", "1"));
    }

    /** A command of the host, as root. */
    public String must(String script) throws IOException, InterruptedException {
        Answer answer = asRoot("R=$GANTRY_ROOT\n" + script + "\n");
        assertThat(answer.code()).as(answer.toString()).isZero();
        return answer.out();
    }

    private Answer run(List<String> command, byte[] input, Map<String, String> more)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "out", "");
        Path err = Files.createTempFile(work, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.environment().putAll(more);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // The script ended before it read all of its input; its exit code tells.
            assertThat(e).isNotNull();
        }
        int code = process.waitFor();
        return new Answer(code, Files.readString(out), Files.readString(err));
    }

    private Map<String, String> environment() {
        String path = Stream.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin")
                .map(p -> host.root().resolve(p).toString())
                .collect(Collectors.joining(":"));
        return Map.of(
                "PATH", path,
                "HOME", host.root().resolve("root").toString(),
                "TMPDIR", host.root().resolve("tmp").toString(),
                "USER", "stack",
                "LANG", "C.UTF-8",
                "GANTRY_ROOT", host.root().toString(),
                "GANTRY_SIM", host.sim().toString());
    }

    @Override
    public void close() {
        host.close();
    }
}
