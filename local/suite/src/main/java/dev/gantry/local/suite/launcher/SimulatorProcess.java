package dev.gantry.local.suite.launcher;

import dev.gantry.simulator.cloud.SimulatedSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated GPU hosts of the guide and the cloud over them: what they are made of, and how they are reached. */
public final class SimulatorProcess {
    static final String NAME = "hosts";
    /** computegpu000 is in compute_vgpu, computegpu001 in compute_multi_instance_gpu, computegpu007 has definitions of its own. */
    public static final List<String> HOSTS = List.of("computegpu000", "computegpu001", "computegpu007");

    public static final String USER = "stack";
    private static final Map<String, List<String>> CARDS = Map.of(
            "computegpu000", List.of("0000:17:00.0", "0000:65:00.0"),
            "computegpu001", List.of("0000:21:00.0", "0000:81:00.0"),
            "computegpu007", List.of("0000:21:00.0", "0000:81:00.0"));
    // host computegpu000 8121 SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
    private static final Pattern HOST = Pattern.compile("host (\\S+) (\\d+) (SHA256:\\S+)");
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final int HEAP_MIB = 128;

    private SimulatorProcess() {}

    /** How a host is reached, and the host key it shows. */
    public record Access(int port, String hostKey) {}

    /** The process that simulates them and their cloud; it describes them in a file first. */
    static ProcessCommand part(SuiteFolder home, Ports ports) {
        Path file = home.make(NAME).resolve("hosts.conf");
        try {
            Files.writeString(file, description(home, ports));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        List<String> command = JvmCommand.main(SimulatedSite.class.getName(), HEAP_MIB);
        command.add(file.toString());
        command.add(home.resolve(NAME).toString());
        command.add(Integer.toString(ports.of(Ports.CLOUD)));
        command.add(SecretFiles.cloudPassword(home).toString());
        return new ProcessCommand(NAME, command, Map.of());
    }

    /** Waits until all are there; by name. */
    static Map<String, Access> await(ManagedProcess child) throws InterruptedException {
        return await(child, LIMIT);
    }

    public static Map<String, Access> await(ManagedProcess child, Duration limit) throws InterruptedException {
        child.awaitReady(limit);
        Map<String, Access> found = new LinkedHashMap<>();
        Matcher lines = HOST.matcher(child.said());
        while (lines.find()) {
            found.put(lines.group(1), new Access(Integer.parseInt(lines.group(2)), lines.group(3)));
        }
        return found;
    }

    private static String description(SuiteFolder home, Ports ports) {
        StringBuilder text =
                new StringBuilder("key = ").append(SecretFiles.publicKey(home)).append('\n');
        for (String host : HOSTS) {
            text.append("[").append(host).append("]\n");
            text.append("port = ").append(ports.of(host)).append('\n');
            // Guests with mediated devices move live from kernel 5.18 on.
            text.append("os = debian12\n");
            for (String card : Optional.ofNullable(CARDS.get(host)).orElseThrow()) {
                text.append("card = ").append(card).append(" 20b5 16\n");
            }
        }
        return text.toString();
    }
}
