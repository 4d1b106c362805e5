package dev.gantry.provisioner.model.mig;

import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what nvidia-smi says of MIG: modes by card, and the table of GPU instances, which names cards by index. */
public final class MigReader {
    // 00000000:17:00.0, 0, Enabled, Enabled
    private static final Pattern MODES =
            Pattern.compile("\\s*([^,]+?)\\s*,\\s*([0-9]+)\\s*,\\s*([^,]+?)\\s*,\\s*([^,]+?)\\s*");
    // Bars, where there are any, are blanks, as they are to awk.
    // |   0  MIG 1g.10gb          19        9          2:1     |
    private static final Pattern INSTANCE =
            Pattern.compile("[\\s|]*([0-9]+)[\\s|]+(?:MIG[\\s|]+)?([0-9][^\\s|]*gb[^\\s|]*)(?:[\\s|].*)?");

    private MigReader() {}

    public static List<FoundMig> read(InspectionOutput answer) {
        Map<String, SortedMap<MigProfile, Integer>> byIndex = instances(answer);
        List<FoundMig> found = new ArrayList<>();
        for (String line : answer.all("mig-mode")) {
            Matcher m = MODES.matcher(line);
            if (m.matches()) {
                OutputValues.parsed(PciAddress::parseLenient, m.group(1))
                        .ifPresent(card -> found.add(new FoundMig(
                                card,
                                mode(m.group(3)),
                                mode(m.group(4)),
                                byIndex.getOrDefault(m.group(2), new TreeMap<>()))));
            }
        }
        return found;
    }

    /**
     * Of which cards that the driver holds it could not be told: those that nvidia-smi was asked for and did not name, and all when it did
     * not name every device. What is not said of a card is no statement about it.
     */
    public static List<NotKnown> notKnown(InspectionOutput answer, List<FoundFunction> functions) {
        List<NotKnown> found = new ArrayList<>();
        String trouble = answer.all("mig-trouble").stream()
                .findFirst()
                .or(() -> answer.all("mig-instance").stream()
                        .filter(line -> !isInstance(line))
                        .map(line -> "a MIG device that nobody here can read: " + line.strip())
                        .findFirst())
                .orElse("");
        List<FoundMig> told = read(answer);
        if (!trouble.isEmpty() && !told.isEmpty()) {
            found.add(new NotKnown("mig", trouble));
        }
        if (answer.has("mig-mode") || !trouble.isEmpty()) {
            functions.stream()
                    .filter(f -> f.isGpu() && f.isBoundTo("nvidia") && mayMig(f))
                    .filter(f -> told.stream().noneMatch(m -> m.card().equals(f.address())))
                    .forEach(f ->
                            found.add(new NotKnown("mig " + f.address(), trouble.isEmpty() ? said(answer) : trouble)));
        }
        return found;
    }

    /** Cards that the catalogue knows to have no MIG are not asked for. */
    private static boolean mayMig(FoundFunction card) {
        List<CardModel> models = VgpuCatalogue.bundled().byProductId(card.productId());
        return models.isEmpty() || models.stream().anyMatch(CardModel::isMigCapable);
    }

    // Failed to initialize NVML: Driver/library version mismatch
    private static String said(InspectionOutput answer) {
        return answer.all("mig-mode").stream()
                .filter(line -> !line.isBlank() && !MODES.matcher(line).matches())
                .findFirst()
                .map(line -> "nvidia-smi said: " + line.strip())
                .orElse("nvidia-smi does not name this card");
    }

    private static boolean isInstance(String line) {
        Matcher m = INSTANCE.matcher(line);
        return m.matches() && OutputValues.parsed(MigProfile::parse, m.group(2)).isPresent();
    }

    private static Map<String, SortedMap<MigProfile, Integer>> instances(InspectionOutput answer) {
        Map<String, SortedMap<MigProfile, Integer>> byIndex = new HashMap<>();
        for (String line : answer.all("mig-instance")) {
            Matcher m = INSTANCE.matcher(line);
            if (m.matches()) {
                OutputValues.parsed(MigProfile::parse, m.group(2))
                        .ifPresent(p -> byIndex.computeIfAbsent(m.group(1), k -> new TreeMap<>())
                                .merge(p, 1, Integer::sum));
            }
        }
        return byIndex;
    }

    private static FoundMig.Mode mode(String text) {
        return switch (text) {
            case "Enabled" -> FoundMig.Mode.ENABLED;
            case "Disabled" -> FoundMig.Mode.DISABLED;
            case "[N/A]", "N/A", "[Not Supported]" -> FoundMig.Mode.NOT_CAPABLE;
            default -> FoundMig.Mode.UNKNOWN;
        };
    }
}
