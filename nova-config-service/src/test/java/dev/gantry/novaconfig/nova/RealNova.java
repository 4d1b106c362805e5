package dev.gantry.novaconfig.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PassthroughCards;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.HostRenderer;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** A real Nova that reads configuration, by {@code local/tools/nova}. Where the machine cannot have one, tests are skipped and say why. */
final class RealNova {

    /** The versions that the script installs ({@code local/tools/nova releases}), by their release. */
    static final Map<NovaRelease, String> VERSIONS = new TreeMap<>(Map.of(
            NovaRelease.ANTELOPE, "27.5.1",
            NovaRelease.CARACAL, "29.4.0",
            NovaRelease.HIBISCUS, "34.0.0"));

    /** On no host of a test: what Nova makes of it is what it makes of a device that nobody gave away. */
    static final PciAddress FOREIGN = PciAddress.parse("0000:99:00.4");

    private static final Path SCRIPT = Path.of("..", "local", "tools", "nova").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 240;

    /** What one host's nova-compute and the site's services are given. */
    record Question(HostDevices host, String compute, String site, List<Map<String, String>> flavors) {

        static Question of(HostDevices host, SiteSettings settings, String site, List<Map<String, String>> flavors) {
            return new Question(host, new HostRenderer(settings).body(host), site, flavors);
        }

        private Map<String, Object> json() {
            List<String> mdevs = host.mdevs().map(m -> m.address().toString()).collect(Collectors.toList());
            mdevs.add(FOREIGN.toString());
            List<Map<String, String>> pci = host.devices().stream()
                    .filter(d -> !(d instanceof GpuDevice.Mdev))
                    .map(d -> pci(d.address(), d))
                    .collect(Collectors.toList());
            pci.addAll(host.devices().stream()
                    .filter(d -> !(d instanceof GpuDevice.Mdev))
                    .limit(1)
                    .map(d -> pci(FOREIGN, d))
                    .toList());
            return Map.of("compute", compute, "site", site, "mdevs", mdevs, "pci", pci, "flavors", flavors);
        }

        private static Map<String, String> pci(PciAddress address, GpuDevice device) {
            boolean function = device instanceof GpuDevice.VendorVfio;
            String type = function
                    ? "type-VF"
                    : PassthroughCards.alias(device.id()).type().toString();
            SortedMap<String, String> one = new TreeMap<>(Map.of(
                    "address", address.toString(),
                    "vendor", device.id().vendor(),
                    "product", device.id().product(),
                    "type", type));
            if (function) {
                one.put("parent", device.card().toString());
            }
            return one;
        }
    }

    private RealNova() {}

    /** One answer a question, in their order. */
    static JsonNode read(NovaRelease release, Path folder, List<Question> questions)
            throws IOException, InterruptedException {
        return ask(release, folder, questions.stream().map(Question::json).toList());
    }

    /** Questions in the words of {@code nova-read.py}. */
    static JsonNode ask(NovaRelease release, Path folder, List<Map<String, Object>> questions)
            throws IOException, InterruptedException {
        Path jobs = folder.resolve("jobs.json");
        Path answers = folder.resolve("answers.json");
        Path errors = folder.resolve("errors.txt");
        JSON.writeValue(jobs.toFile(), questions);
        ProcessBuilder read = new ProcessBuilder(SCRIPT.toString(), "read");
        read.environment().put("NOVA_VERSION", String.valueOf(VERSIONS.get(release)));
        Process process = read.redirectInput(jobs.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String words = Files.readString(errors);
        assertThat(ended).as("within %d s: %s", LIMIT_SECONDS, words).isTrue();
        // 3: this machine lacks something, which is no fault of ours
        Assumptions.assumeTrue(process.exitValue() != 3, "SKIPPED, no real Nova here: " + words);
        assertThat(process.exitValue()).as(words).isZero();
        return JSON.readTree(answers.toFile());
    }
}
