package dev.gantry.provisioner.guest.model;

import dev.gantry.provisioner.guest.model.GuestFacts.Driver;
import dev.gantry.provisioner.guest.model.GuestFacts.Gridd;
import dev.gantry.provisioner.guest.model.GuestFacts.Licence;
import dev.gantry.provisioner.guest.model.GuestFacts.Platform;
import dev.gantry.provisioner.guest.model.GuestFacts.Sample;
import dev.gantry.provisioner.guest.model.GuestFacts.Service;
import dev.gantry.provisioner.guest.model.GuestFacts.TokenFile;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.model.script.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How a guest is inspected: one script, one output. It changes nothing. */
public final class GuestInspection {

    private final InspectionOutput answer;

    private GuestInspection(InspectionOutput answer) {
        this.answer = answer;
    }

    /** @param samples folder of NVIDIA's cuda-samples on the guest, or empty */
    public static String script(String samples) {
        return Shell.assignments(Map.of("samples", samples)) + Scripts.text(GuestInspection.class, "inspect");
    }

    /** @throws dev.gantry.provisioner.model.inspect.UnreadableInspectionException when the answer is cut off or is none */
    public static GuestFacts parse(String text) {
        return new GuestInspection(InspectionOutput.read(text)).facts();
    }

    private GuestFacts facts() {
        Map<String, String> gpus = new LinkedHashMap<>();
        answer.under("gpu").forEach((address, drivers) -> gpus.put(address, drivers.getFirst()));
        return new GuestFacts(
                platform(),
                gpus,
                new Driver(
                        answer.one("module nvidia"),
                        answer.one("installed-module nvidia"),
                        answer.has("module nouveau"),
                        trouble()),
                answer.all("gpu-user"),
                answer.under("tool").keySet(),
                licences(answer.all("smi")),
                gridd(),
                new Sample(answer.one("sample source"), answer.one("sample program")),
                answer.all("journal"));
    }

    private Platform platform() {
        return new Platform(
                answer.one("os id"),
                answer.one("os version"),
                answer.one("kernel release"),
                answer.has("tool apt-get"),
                answer.has("kernel headers"));
    }

    /** Sample: {@code NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.} */
    private String trouble() {
        String exit = answer.one("smi exit");
        if (exit.isEmpty() || exit.equals("0")) {
            return "";
        }
        List<String> said = answer.all("smi");
        return said.isEmpty() ? "nvidia-smi ended with " + exit : said.getFirst();
    }

    /**
     * Samples, in the order in which they come for each GPU: {@code GPU 00000000:06:00.0}, {@code     Product Name
     *      : GRID A100D-1-10C MIG 1g.10gb}, {@code         Product Name : NVIDIA Virtual Compute Server},
     * {@code         License Status : Licensed (Expiry: 2023-6-1 11:58:3 GMT)}.
     */
    private static List<Licence> licences(List<String> lines) {
        List<Licence> found = new ArrayList<>();
        String gpu = "";
        List<String> names = new ArrayList<>();
        for (String line : lines) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("GPU ")) {
                gpu = line.substring("GPU ".length()).strip();
                names.clear();
            } else if (line.strip().startsWith("Product Name")) {
                names.add(value);
            } else if (line.strip().startsWith("License Status")) {
                String name = names.isEmpty() ? "" : names.getFirst();
                found.add(new Licence(gpu, name, names.size() < 2 ? "" : names.getLast(), value));
            }
        }
        return found;
    }

    private Gridd gridd() {
        String folder = answer.one("gridd-conf ClientConfigTokenPath");
        List<TokenFile> tokens = new ArrayList<>();
        // 744 1700000000.123 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        answer.under("token").forEach((name, values) -> {
            String[] words = values.getFirst().split(" ");
            tokens.add(new TokenFile(name, words[0], time(words[1]), words.length > 2 ? words[2] : ""));
        });
        return new Gridd(
                answer.has("gridd-conf template"),
                // Two lines that differ are neither.
                String.join(" and ", new TreeSet<>(answer.all("gridd-conf FeatureType"))),
                time(answer.one("gridd-conf changed")),
                folder.isEmpty() ? Gridd.TOKEN_FOLDER : folder,
                tokens,
                new Service(
                        answer.one("service LoadState"),
                        answer.one("service ActiveState"),
                        answer.one("service UnitFileState"),
                        time(answer.one("service started"))));
    }

    private static double time(String seconds) {
        try {
            return seconds.isEmpty() ? 0 : Double.parseDouble(seconds.replace(',', '.'));
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
