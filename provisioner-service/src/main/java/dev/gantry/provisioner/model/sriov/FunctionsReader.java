package dev.gantry.provisioner.model.sriov;

import static dev.gantry.provisioner.model.inspect.OutputValues.number;
import static dev.gantry.provisioner.model.inspect.OutputValues.parsed;
import static dev.gantry.provisioner.model.inspect.OutputValues.words;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.facts.card.Neighbour;
import dev.gantry.provisioner.model.facts.card.OfferedType;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads NVIDIA functions with their virtual functions, and what types these offer. */
public final class FunctionsReader {
    private final InspectionOutput output;

    private FunctionsReader(InspectionOutput output) {
        this.output = output;
    }

    public static List<FoundFunction> read(InspectionOutput output) {
        return new FunctionsReader(output).functions();
    }

    /** What a function carries whose type is neither a number nor none: it is not free. */
    public static List<NotKnown> notKnown(InspectionOutput output) {
        List<NotKnown> found = new ArrayList<>();
        output.subjects("vf").forEach((function, of) -> {
            String current = of.get("current");
            if (current != null && number(current).filter(n -> n >= 0).isEmpty()) {
                found.add(new NotKnown("device on " + function, "nvidia/current_vgpu_type says: " + current.strip()));
            }
        });
        return found;
    }

    private List<FoundFunction> functions() {
        return output.subjects("pci").entrySet().stream()
                .flatMap(e -> parsed(PciAddress::parse, e.getKey()).map(a -> function(a, e.getValue())).stream())
                .sorted((a, b) -> a.address().compareTo(b.address()))
                .toList();
    }

    private FoundFunction function(PciAddress address, Map<String, String> of) {
        return new FoundFunction(
                address,
                hex(of, "vendor"),
                hex(of, "device"),
                hex(of, "class"),
                of.get("driver"),
                of.get("driver_override"),
                number(of.get("iommu_group")).orElse(null),
                number(of.get("numa_node")).filter(n -> n >= 0).orElse(null),
                "mdev".equals(of.get("framework")) ? Framework.MDEV : null,
                offered(address),
                number(of.get("sriov_totalvfs")).orElse(0),
                virtualFunctions(address),
                neighbours(address),
                of.getOrDefault("path", ""));
    }

    private List<Neighbour> neighbours(PciAddress address) {
        List<Neighbour> found = new ArrayList<>();
        for (String line : output.all("neighbour " + address)) {
            List<String> words = words(line);
            if (words.size() == 3) {
                parsed(PciAddress::parse, words.getFirst())
                        .ifPresent(a -> found.add(new Neighbour(a, words.get(1), words.get(2))));
            }
        }
        return found;
    }

    private List<FoundVf> virtualFunctions(PciAddress card) {
        List<FoundVf> found = new ArrayList<>();
        output.subjects("vf").forEach((name, of) -> {
            if (card.toString().equals(of.get("card"))) {
                parsed(PciAddress::parse, name).ifPresent(a -> found.add(vf(a, of)));
            }
        });
        found.sort((a, b) -> Integer.compare(a.index(), b.index()));
        return found;
    }

    private FoundVf vf(PciAddress address, Map<String, String> of) {
        Framework framework = null;
        if ("mdev".equals(of.get("framework"))) {
            framework = Framework.MDEV;
        } else if ("vendor-vfio".equals(of.get("framework"))) {
            framework = Framework.VENDOR_VFIO;
        }
        return new FoundVf(
                number(of.get("index")).orElse(0),
                address,
                of.get("driver"),
                number(of.get("iommu_group")).orElse(null),
                framework,
                number(of.get("current")).filter(n -> n >= 0).orElse(0),
                offered(address));
    }

    private List<OfferedType> offered(PciAddress vf) {
        List<OfferedType> types = new ArrayList<>();
        for (String line : output.all("types " + vf)) {
            String type = words(line).getFirst();
            OfferedTypesReader.mdev(line, output.one("left " + vf + " " + type)).ifPresent(types::add);
        }
        for (String line : output.all("creatable " + vf)) {
            OfferedTypesReader.creatable(line).ifPresent(types::add);
        }
        return types;
    }

    private static String hex(Map<String, String> of, String name) {
        return of.getOrDefault(name, "").replaceFirst("^0x", "");
    }
}
