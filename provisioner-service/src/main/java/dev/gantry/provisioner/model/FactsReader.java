package dev.gantry.provisioner.model;

import static dev.gantry.provisioner.model.inspect.OutputValues.number;
import static dev.gantry.provisioner.model.inspect.OutputValues.parsed;
import static dev.gantry.provisioner.model.inspect.OutputValues.words;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.boot.HostFilesReader;
import dev.gantry.provisioner.model.facts.BootConfiguration;
import dev.gantry.provisioner.model.facts.ConfigLine;
import dev.gantry.provisioner.model.facts.DeviceUse;
import dev.gantry.provisioner.model.facts.FoundFunction;
import dev.gantry.provisioner.model.facts.FoundKernel;
import dev.gantry.provisioner.model.facts.FoundVf;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.LiveMdev;
import dev.gantry.provisioner.model.facts.Machine;
import dev.gantry.provisioner.model.facts.MdevDefinition;
import dev.gantry.provisioner.model.facts.Neighbour;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.model.facts.OfferedType;
import dev.gantry.provisioner.model.facts.Platform;
import dev.gantry.provisioner.model.facts.Usage;
import dev.gantry.provisioner.model.inspect.DomainXmlReader;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.mdev.MdevDefinitionsReader;
import dev.gantry.provisioner.model.mig.MigReader;
import dev.gantry.provisioner.model.sriov.OfferedTypesReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes facts of an answer. A line that it cannot read is left out, so that one odd device does not hide the host. */
public final class FactsReader {
    private final InspectionOutput answer;

    public FactsReader(InspectionOutput answer) {
        this.answer = answer;
    }

    public HostFacts facts() {
        List<FoundFunction> functions = functions();
        return new HostFacts(
                machine(),
                platform(),
                kernel(),
                functions,
                MigReader.read(answer),
                mdevs(),
                definitions(),
                usage(),
                HostFilesReader.read(answer),
                notKnown(functions));
    }

    private Machine machine() {
        List<String> family = new ArrayList<>();
        family.add(answer.one("os id"));
        family.addAll(words(answer.one("os like")));
        return new Machine(
                answer.one("boot id"),
                answer.one("host name"),
                answer.one("os id"),
                family,
                answer.one("os version"),
                answer.one("kernel release"),
                answer.one("host maker"));
    }

    private Platform platform() {
        SortedMap<String, String> racadm = new TreeMap<>();
        answer.under("racadm").forEach((name, value) -> racadm.put(name, value.getFirst()));
        return new Platform(
                answer.one("cpu vendor"),
                !answer.one("cpu virtualization").isEmpty(),
                answer.one("firmware table"),
                answer.all("iommu unit"),
                number(answer.one("iommu groups")).orElse(0),
                answer.has("secure-boot") ? answer.one("secure-boot") : "unknown",
                racadm);
    }

    private FoundKernel kernel() {
        return new FoundKernel(
                answer.one("kernel arguments"),
                boot(),
                firsts("module"),
                firsts("installed-module"),
                answer.all("kernel installed"),
                answer.one("kernel headers").equals("yes"),
                moduleUsers());
    }

    private SortedMap<String, Integer> moduleUsers() {
        SortedMap<String, Integer> found = new TreeMap<>();
        answer.under("module-users")
                .forEach((name, count) -> number(count.getFirst()).ifPresent(n -> found.put(name, n)));
        return found;
    }

    private BootConfiguration boot() {
        return new BootConfiguration(
                lines("grub line"),
                answer.has("grub file"),
                lines("boot-entry"),
                lines("config"),
                answer.one("initramfs image"),
                answer.all("initramfs older-than"));
    }

    private List<ConfigLine> lines(String word) {
        List<ConfigLine> found = new ArrayList<>();
        answer.under(word).forEach((path, texts) -> texts.forEach(t -> found.add(new ConfigLine(path, t))));
        return found;
    }

    private SortedMap<String, String> firsts(String word) {
        SortedMap<String, String> found = new TreeMap<>();
        answer.under(word).forEach((name, value) -> found.put(name, value.getFirst()));
        return found;
    }

    private List<FoundFunction> functions() {
        return subjects("pci").entrySet().stream()
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
        for (String line : answer.all("neighbour " + address)) {
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
        subjects("vf").forEach((name, of) -> {
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
                number(of.get("current")).orElse(0),
                offered(address));
    }

    private List<OfferedType> offered(PciAddress vf) {
        List<OfferedType> types = new ArrayList<>();
        for (String line : answer.all("types " + vf)) {
            String type = words(line).getFirst();
            OfferedTypesReader.mdev(line, answer.one("left " + vf + " " + type)).ifPresent(types::add);
        }
        for (String line : answer.all("creatable " + vf)) {
            OfferedTypesReader.creatable(line).ifPresent(types::add);
        }
        return types;
    }

    private List<LiveMdev> mdevs() {
        List<LiveMdev> found = new ArrayList<>();
        subjects("mdev").forEach((name, of) -> parsed(UUID::fromString, name)
                .ifPresent(uuid -> parsed(PciAddress::parse, of.getOrDefault("parent", ""))
                        .ifPresent(parent -> parsed(MdevType::parse, of.getOrDefault("type", ""))
                                .ifPresent(type -> found.add(new LiveMdev(
                                        uuid,
                                        parent,
                                        type,
                                        number(of.get("iommu_group")).orElse(null)))))));
        return found;
    }

    private List<MdevDefinition> definitions() {
        return MdevDefinitionsReader.read(answer);
    }

    private Usage usage() {
        List<String> processes = new ArrayList<>();
        answer.under("gpu-process").forEach((id, name) -> processes.add(name.getFirst() + " (process " + id + ")"));
        return new Usage(uses(), answer.all("domain running"), processes, usersNotKnown());
    }

    private @Nullable String usersNotKnown() {
        if (!answer.has("open-files")) {
            return "no list of what processes have open (neither find nor ls could read /proc)";
        }
        List<String> silent = answer.all("domains-unknown");
        return silent.isEmpty() ? null : "no answer of libvirt: " + silent.getFirst();
    }

    /** {@code not-known <what>} with the reason, and what of the other lines could not be read. */
    private List<NotKnown> notKnown(List<FoundFunction> functions) {
        List<NotKnown> found = new ArrayList<>();
        answer.under("not-known").forEach((what, why) -> found.add(new NotKnown(what, String.join("; ", why))));
        found.addAll(MigReader.notKnown(answer, functions));
        subjects("mdev").forEach((uuid, of) -> {
            String type = of.getOrDefault("type", "");
            if (parsed(MdevType::parse, type).isEmpty()) {
                found.add(new NotKnown(
                        "mdev on " + of.getOrDefault("parent", "?"),
                        "device " + uuid + " has " + (type.isEmpty() ? "no readable type" : "type " + type)));
            }
        });
        return found;
    }

    private List<DeviceUse> uses() {
        Set<DeviceUse> uses = new LinkedHashSet<>();
        answer.under("use").forEach((key, names) -> {
            List<String> words = words(key);
            if (words.size() == 2) {
                names.forEach(n -> uses.add(new DeviceUse(words.getFirst(), n, DeviceUse.How.RUNNING)));
            }
        });
        DomainXmlReader.read(answer).forEach(uses::add);
        return List.copyOf(uses);
    }

    /** {@code pci 0000:17:00.0 vendor} to address, then name, then value; the order of the answer is kept. */
    private Map<String, Map<String, String>> subjects(String word) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        answer.under(word).forEach((key, value) -> {
            int blank = key.indexOf(' ');
            if (blank > 0) {
                found.computeIfAbsent(key.substring(0, blank), k -> new LinkedHashMap<>())
                        .put(key.substring(blank + 1), value.getFirst());
            }
        });
        return found;
    }

    private static String hex(Map<String, String> of, String name) {
        return of.getOrDefault(name, "").replaceFirst("^0x", "");
    }
}
