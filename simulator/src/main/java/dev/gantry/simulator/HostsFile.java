package dev.gantry.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that says which hosts a process simulates: a section a host, one setting a line.
 *
 * <pre>
 * key = ssh-ed25519 AAAA... gantry        (before the first section: who may log in everywhere)
 * [computegpu000]
 * port = 8121                             (0 or absent: a free one, the same again at the next start)
 * os = debian12
 * cpu = intel
 * card = 0000:17:00.0 20b5 16
 * fault = ssh-drops-after-effect 7
 * reboot-time = 2s
 * </pre>
 */
record HostsFile(List<String> keys, List<Entry> hosts) {
    record Entry(HostDescription description, int port) {}

    static HostsFile read(Path file) throws IOException {
        Reader reader = new Reader(file);
        List<String> lines = Files.readAllLines(file);
        for (int number = 1; number <= lines.size(); number++) {
            reader.take(lines.get(number - 1).strip(), number);
        }
        reader.finish();
        return new HostsFile(List.copyOf(reader.keys), List.copyOf(reader.entries));
    }

    private static final class Reader {
        private final Path file;
        private final List<String> keys = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable String name;
        private Os os = Os.DEBIAN_12;
        private CpuVendor cpu = CpuVendor.INTEL;
        private int port;
        private List<HostDescription.Card> cards = new ArrayList<>();
        private Map<Fault, String> faults = new EnumMap<>(Fault.class);
        private Duration rebootTime = Duration.ofSeconds(2);

        Reader(Path file) {
            this.file = file;
        }

        void take(String line, int number) {
            try {
                if (line.startsWith("[") && line.endsWith("]")) {
                    finish();
                    name = line.substring(1, line.length() - 1);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    setting(line);
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
            }
        }

        private void setting(String line) {
            int at = line.indexOf('=');
            if (at < 0) {
                throw new IllegalArgumentException("expected 'setting = value', found '" + line + "'");
            }
            String value = line.substring(at + 1).strip();
            String setting = line.substring(0, at).strip().toLowerCase(Locale.ROOT);
            if (name == null && !setting.equals("key")) {
                throw new IllegalArgumentException("setting '" + setting + "' belongs below a line [host name]");
            }
            switch (setting) {
                case "key" -> keys.add(value);
                case "os" -> os = Os.of(value);
                case "cpu" -> cpu = CpuVendor.of(value);
                case "port" -> port = Integer.parseInt(value);
                case "card" -> cards.add(card(value.split("\\s+")));
                case "fault" -> fault(value.split("\\s+", 2));
                case "reboot-time" -> rebootTime = duration(value);
                default ->
                    throw new IllegalArgumentException(
                            "setting '" + setting + "': expected key, os, cpu, port, card, fault or reboot-time");
            }
        }

        private void fault(String[] words) {
            faults.put(Fault.of(words[0]), words.length > 1 ? words[1] : "");
        }

        private static HostDescription.Card card(String[] words) {
            if (words.length != 3) {
                throw new IllegalArgumentException(
                        "card: expected 'address product-id VFs', as '0000:17:00.0 20b5 16'");
            }
            return new HostDescription.Card(words[0], words[1], Integer.parseInt(words[2]));
        }

        /** Samples: {@code 2s}, {@code 250ms}. */
        private static Duration duration(String value) {
            return value.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
                    : Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
        }

        void finish() {
            if (name != null) {
                entries.add(new Entry(new HostDescription(name, os, cpu, cards, faults, rebootTime), port));
            }
            name = null;
            os = Os.DEBIAN_12;
            cpu = CpuVendor.INTEL;
            port = 0;
            cards = new ArrayList<>();
            faults = new EnumMap<>(Fault.class);
            rebootTime = Duration.ofSeconds(2);
        }
    }
}
