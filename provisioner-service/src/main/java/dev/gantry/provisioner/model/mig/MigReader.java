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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what nvidia-smi says of MIG: modes by card, and the table of GPU instances, which names cards by index. */
public final class MigReader {
    // 00000000:17:00.0, 0, Enabled, Enabled
    private static final Pattern MODES =
            Pattern.compile("\\s*([^,]+?)\\s*,\\s*([0-9]+)\\s*,\\s*([^,]+?)\\s*,\\s*([^,]+?)\\s*");
    // Bars, where there are any, are blanks, as they are to awk.
    // |   0  MIG 1g.10gb          19        9          2:1     |
    private static final Pattern INSTANCE = Pattern.compile(
            "[\\s|]*([0-9]+)[\\s|]+(?:MIG[\\s|]+)?([0-9][^\\s|]*gb[^\\s|]*)(?:[\\s|].*?(?:([0-9]+):([0-9]+)[\\s|]*)?)?");

    private static final Pattern CARD = Pattern.compile("^[\\s|]*([0-9]+)[\\s|]");

    private MigReader() {}

    public static List<FoundMig> read(InspectionOutput answer) {
        Map<String, List<Found>> byIndex = instances(answer);
        List<FoundMig> found = new ArrayList<>();
        for (String line : answer.all("mig-mode")) {
            Matcher m = MODES.matcher(line);
            if (m.matches()) {
                OutputValues.parsed(PciAddress::parseLenient, m.group(1))
                        .ifPresent(card -> found.add(new FoundMig(
                                card,
                                mode(m.group(3)),
                                pending(m),
                                counted(byIndex.getOrDefault(m.group(2), List.of())),
                                placed(byIndex.getOrDefault(m.group(2), List.of())))));
            }
        }
        return found;
    }

    /** A card that says its mode and that none is pending stays as it is. */
    private static FoundMig.Mode pending(Matcher line) {
        FoundMig.Mode pending = mode(line.group(4));
        return pending == FoundMig.Mode.NOT_CAPABLE ? mode(line.group(3)) : pending;
    }

    /**
     * Of which cards that the driver holds it could not be told: those that nvidia-smi was asked for and did not name, or that have MIG devices
     * which could not be listed or read. What is not said of a card is no statement about it, and none about the others.
     */
    public static List<NotKnown> notKnown(InspectionOutput answer, List<FoundFunction> functions) {
        List<NotKnown> found = new ArrayList<>();
        String trouble = answer.one("mig-trouble");
        List<FoundMig> told = read(answer);
        answer.all("mig-mode").forEach(line -> unclear(answer, line).ifPresent(found::add));
        if (answer.has("mig-mode") || !trouble.isEmpty()) {
            functions.stream()
                    .filter(f -> f.isGpu() && f.isBoundTo("nvidia") && mayMig(f))
                    .filter(f -> told.stream().noneMatch(m -> m.card().equals(f.address())))
                    .filter(f -> found.stream().noneMatch(n -> n.what().equals("mig " + f.address())))
                    .filter(f -> !answer.has("not-known mig " + f.address()))
                    .forEach(f ->
                            found.add(new NotKnown("mig " + f.address(), trouble.isEmpty() ? said(answer) : trouble)));
        }
        return found;
    }

    /** A mode that is none, or MIG devices that could not be listed. */
    private static Optional<NotKnown> unclear(InspectionOutput answer, String line) {
        Matcher m = MODES.matcher(line);
        Optional<PciAddress> card =
                m.matches() ? OutputValues.parsed(PciAddress::parseLenient, m.group(1)) : Optional.empty();
        if (card.isEmpty()) {
            return Optional.empty();
        }
        boolean isCut = mode(m.group(3)) == FoundMig.Mode.ENABLED;
        String why = isCut ? unlisted(answer).getOrDefault(m.group(2), answer.one("mig-trouble")) : "";
        boolean isUnknown = mode(m.group(3)) == FoundMig.Mode.UNKNOWN || pending(m) == FoundMig.Mode.UNKNOWN;
        if (why.isEmpty() && (isUnknown || isContradicted(answer, m))) {
            why = "nvidia-smi said: " + String.join(" / ", linesOf(answer, m.group(1)));
        }
        return why.isEmpty() ? Optional.empty() : Optional.of(new NotKnown("mig " + card.get(), why));
    }

    /** Asked for all and for one, the tool may have told of a card twice, and its mode may have changed between. */
    private static boolean isContradicted(InspectionOutput answer, Matcher line) {
        return linesOf(answer, line.group(1)).stream()
                        .map(l -> l.substring(l.indexOf(',')).replaceAll("\\s", ""))
                        .distinct()
                        .count()
                > 1;
    }

    private static List<String> linesOf(InspectionOutput answer, String card) {
        return answer.all("mig-mode").stream()
                .map(MODES::matcher)
                .filter(m -> m.matches() && m.group(1).equalsIgnoreCase(card))
                .map(m -> m.group().strip())
                .distinct()
                .toList();
    }

    /** Why it is not known which MIG devices a card has, by its index. */
    private static Map<String, String> unlisted(InspectionOutput answer) {
        Map<String, String> reasons = new HashMap<>();
        answer.under("mig-list").forEach((index, why) -> reasons.put(index, why.getFirst()));
        for (String line : answer.all("mig-instance")) {
            Matcher m = CARD.matcher(line);
            if (!isInstance(line) && m.find()) {
                reasons.putIfAbsent(m.group(1), "a MIG device that nobody here can read: " + line.strip());
            }
        }
        return reasons;
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

    private static Map<String, List<Found>> instances(InspectionOutput answer) {
        Map<String, List<Found>> byIndex = new HashMap<>();
        for (String line : answer.all("mig-instance")) {
            Matcher m = INSTANCE.matcher(line);
            if (m.matches()) {
                OutputValues.parsed(MigProfile::parse, m.group(2))
                        .ifPresent(p -> byIndex.computeIfAbsent(m.group(1), k -> new ArrayList<>())
                                .add(new Found(p, m.group(3), m.group(4))));
            }
        }
        return byIndex;
    }

    private static SortedMap<MigProfile, Integer> counted(List<Found> found) {
        SortedMap<MigProfile, Integer> counts = new TreeMap<>();
        found.forEach(f -> counts.merge(f.profile(), 1, Integer::sum));
        return counts;
    }

    private static List<FoundMig.Instance> placed(List<Found> found) {
        return found.stream()
                .filter(f -> f.start() != null && f.size() != null)
                .map(f -> new FoundMig.Instance(f.profile(), Integer.parseInt(f.start()), Integer.parseInt(f.size())))
                .sorted(Comparator.comparingInt(FoundMig.Instance::start))
                .toList();
    }

    /** A line of the table; where it lies is null when the line is cut off before. */
    private record Found(
            MigProfile profile,
            @Nullable String start,
            @Nullable String size) {}

    private static FoundMig.Mode mode(String text) {
        return switch (text) {
            case "Enabled" -> FoundMig.Mode.ENABLED;
            case "Disabled" -> FoundMig.Mode.DISABLED;
            case "[N/A]", "N/A", "[Not Supported]" -> FoundMig.Mode.NOT_CAPABLE;
            default -> FoundMig.Mode.UNKNOWN;
        };
    }
}
