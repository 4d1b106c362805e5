package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The devices that a folder's vgpu_definitions make, as far as they can be predicted, and what is wrong with these definitions. */
final class DefinedDevices {

    private final List<LintFinding> lints = new ArrayList<>();
    private final Set<String> addresses = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();
    private final Map<String, Set<String>> typesByAddress = new TreeMap<>();

    private DefinedDevices() {}

    static DefinedDevices of(ConfigFolder folder) {
        DefinedDevices defined = new DefinedDevices();
        defined.definitions(folder);
        return defined;
    }

    List<LintFinding> lints() {
        return lints;
    }

    /** Of all functions; an empty one where a card or an index is a template. */
    Set<String> addresses() {
        return addresses;
    }

    Set<String> types() {
        return types;
    }

    Map<String, Set<String>> typesByAddress() {
        return typesByAddress;
    }

    private void definitions(ConfigFolder folder) {
        folder.fields("vgpu_definitions")
                .forEach(d -> d.field().value().itemList().forEach(card -> card(d.file(), card)));
    }

    private void card(String file, YamlTree card) {
        String at = card.get("pci_address").map(YamlTree::text).orElse("");
        Set<String> models = new TreeSet<>();
        boolean mig = card.get("mig_devices").isPresent();
        for (YamlTree function :
                card.get("virtual_functions").map(YamlTree::itemList).orElse(List.of())) {
            String type = function.get("mdev_type").map(YamlTree::text).orElse("");
            types.add(type);
            predicted(at, function.get("index").map(YamlTree::text).orElse(""), type);
            CardModel model = DeviceLints.model(type);
            if (model == null) {
                continue;
            }
            models.add(model.suffix());
            boolean backed = VgpuCatalogue.bundled()
                    .type(MdevType.parse(type))
                    .flatMap(t -> t.migProfile())
                    .isPresent();
            if (models.size() > 1) {
                lints.add(new LintFinding(
                        file,
                        function.line(),
                        "type-of-another-card",
                        "card " + at + " carries types of " + models + "; " + type + " is of " + model + ".",
                        "Use types of one card model."));
            }
            if (backed != mig) {
                lints.add(new LintFinding(
                        file,
                        function.line(),
                        "type-and-mig",
                        type
                                + (backed
                                        ? " needs mig_devices with its profile on card " + at + "."
                                        : " is time-sliced, but card " + at + " has mig_devices."),
                        "Make both agree."));
            }
        }
    }

    private void predicted(String card, String index, String type) {
        try {
            String address = PciAddress.parseLenient(card)
                    .virtualFunction(Integer.parseInt(index))
                    .toString();
            addresses.add(address);
            typesByAddress.computeIfAbsent(address, a -> new TreeSet<>()).add(type);
        } catch (MalformedValueException | NumberFormatException e) {
            // A card or an index that is a template cannot be predicted; then nothing is claimed of it.
            addresses.add("");
        }
    }
}
