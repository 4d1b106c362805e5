package dev.gantry.provisioner.model.plan;

import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.facts.HostFacts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands between a host as found and as wanted.
 *
 * @param changes possible now, in order; empty with no {@code expected} and no {@code blockers} means satisfied
 * @param expected what will follow, in order, as far as it can be told now
 * @param blockers why it cannot go on as it is: what, wanted, found, next. While there is one nothing may be applied
 */
public record HostPlan(List<Change> changes, List<ExpectedChange> expected, List<String> blockers) {
    public HostPlan {
        changes = List.copyOf(changes);
        expected = List.copyOf(expected);
        blockers = List.copyOf(blockers);
    }

    public boolean isSatisfied() {
        return changes.isEmpty() && expected.isEmpty() && blockers.isEmpty();
    }

    /** Changes and expected ones as one list for approval and display. */
    public List<ExpectedChange> all() {
        return Stream.concat(changes.stream().map(ExpectedChange::of), expected.stream())
                .toList();
    }

    /** Somebody has to agree to it: it reboots the host or takes a device away. */
    public boolean isDisruptive() {
        return all().stream().anyMatch(e -> e.reboot() || !e.destroys().isEmpty());
    }

    /** Devices that any of it takes away, each once, in the order of the plan. */
    public List<String> destroys() {
        return all().stream().flatMap(e -> e.destroys().stream()).distinct().toList();
    }

    /** How often the host restarts. */
    public int reboots() {
        return (int) all().stream().filter(ExpectedChange::reboot).count();
    }

    /** Hex SHA-256 over the facts that matter and everything planned: it moves when either does. */
    public String digest(HostFacts facts) {
        MessageDigest sha = sha256();
        FactLines.stable(facts).forEach(line -> update(sha, line));
        update(sha, text());
        for (Change change : changes) {
            if (change instanceof Change.RunScript run) {
                update(sha, run.script());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** For people: {@code +} what is done now, {@code .} what follows, {@code -} what vanishes, {@code !} what blocks. */
    public String text() {
        if (isSatisfied()) {
            return "nothing to do\n";
        }
        StringBuilder out = new StringBuilder();
        blockers.forEach(b -> out.append("! ").append(b).append('\n'));
        changes.forEach(c -> line(out, "+ ", ExpectedChange.of(c)));
        expected.forEach(e -> line(out, ". ", e));
        return out.toString();
    }

    private static void line(StringBuilder out, String sign, ExpectedChange e) {
        out.append(sign).append(e.step()).append(": ").append(e.summary());
        out.append(e.reboot() ? " [reboot]\n" : "\n");
        e.destroys().forEach(d -> out.append("  - ").append(d).append('\n'));
        if (!e.guests().isEmpty()) {
            out.append("  used by ").append(String.join(", ", e.guests())).append('\n');
        }
    }

    private static void update(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) '\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
