package dev.gantry.provisioner.model.facts;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one look found, as it was in effect at that moment. No times are part of it: two equal looks are equal.
 *
 * @param functions NVIDIA functions except virtual ones, by address
 * @param mig one per card that was asked, by address
 * @param uses who uses which device
 * @param answer every line of the answer, key and value parted by a tab, in order
 */
public record HostFacts(
        Machine machine,
        Platform platform,
        FoundKernel found,
        List<FoundFunction> functions,
        List<FoundMig> mig,
        List<LiveMdev> mdevs,
        List<MdevDefinition> definitions,
        List<DeviceUse> uses,
        FoundFiles files,
        List<String> answer) {
    public HostFacts {
        functions = List.copyOf(functions);
        mig = List.copyOf(mig);
        mdevs = List.copyOf(mdevs);
        definitions = List.copyOf(definitions);
        uses = List.copyOf(uses);
        answer = List.copyOf(answer);
    }

    public String bootId() {
        return machine.bootId();
    }

    public String osId() {
        return machine.osId();
    }

    public String osVersion() {
        return machine.osVersion();
    }

    public String kernel() {
        return machine.kernel();
    }

    public String kernelArguments() {
        return found.arguments();
    }

    public boolean iommu() {
        return platform.hasIommu();
    }

    public String secureBoot() {
        return platform.secureBoot();
    }

    /** Version of the NVIDIA driver that is loaded. */
    public Optional<String> driverVersion() {
        return found.loadedVersion("nvidia");
    }

    public List<FoundFunction> gpus() {
        return functions.stream().filter(FoundFunction::isGpu).toList();
    }

    public Optional<FoundFunction> function(PciAddress address) {
        return functions.stream().filter(f -> f.address().equals(address)).findFirst();
    }

    public Optional<FoundMig> mig(PciAddress card) {
        return mig.stream().filter(m -> m.card().equals(card)).findFirst();
    }

    public List<LiveMdev> mdevsOn(PciAddress parent) {
        return mdevs.stream().filter(m -> m.parent().equals(parent)).toList();
    }

    /** A card and everything that vanishes with it: its virtual functions, and the mdevs on any of them. */
    public List<String> partsOf(FoundFunction card) {
        List<String> parts = new ArrayList<>();
        Stream.concat(Stream.of(card.address()), card.functions().stream().map(FoundVf::address))
                .forEach(address -> {
                    parts.add(address.toString());
                    mdevsOn(address).forEach(m -> parts.add(m.uuid().toString()));
                });
        return parts;
    }

    /** Names of those who use any of these devices, each once. */
    public SortedSet<String> usersOf(Collection<String> devices) {
        SortedSet<String> users = new TreeSet<>();
        uses.stream().filter(u -> devices.contains(u.device())).forEach(u -> users.add(u.by()));
        return users;
    }

    /** Those of them who have it open now; a domain that is only defined could start again on what is made anew. */
    public SortedSet<String> runningUsersOf(Collection<String> devices) {
        SortedSet<String> users = new TreeSet<>();
        uses.stream()
                .filter(u -> u.how() == DeviceUse.How.RUNNING && devices.contains(u.device()))
                .forEach(u -> users.add(u.by()));
        return users;
    }

    /** Domains that run, whether or not they use a GPU. */
    public List<String> runningDomains() {
        String word = "domain running\t";
        return answer.stream()
                .filter(l -> l.startsWith(word))
                .map(l -> l.substring(word.length()))
                .toList();
    }

    /** Why it cannot be told who uses what; empty when it was told, so that no user means nobody. */
    public Optional<String> unseenUsers() {
        InspectionOutput told = InspectionOutput.of(answer);
        if (!told.has("open-files")) {
            return Optional.of("no list of what processes have open (neither find nor ls could read /proc)");
        }
        return told.all("domains-unknown").stream().findFirst().map(why -> "no answer of libvirt: " + why);
    }

    /** Why the list of MIG devices is not to be believed; empty when nvidia-smi answered or was not asked. */
    public Optional<String> migTrouble() {
        return InspectionOutput.of(answer).all("mig-trouble").stream().findFirst();
    }

    /** Processes that hold a GPU themselves, no guests: {@code nv-hostengine (process 4711)}. */
    public List<String> gpuProcesses() {
        return InspectionOutput.of(answer).under("gpu-process").entrySet().stream()
                .map(e -> e.getValue().getFirst() + " (process " + e.getKey() + ")")
                .toList();
    }

    /** The GPUs in short, by address. */
    public List<FoundCard> cards() {
        return FactsSummary.cards(this);
    }

    /** What guests can be given now, by address. */
    public List<FoundDevice> devices() {
        return FactsSummary.devices(this);
    }

    /** The framework that a function's virtual functions offer; MDEV or VENDOR_VFIO once one of them is ready. */
    public Optional<Framework> frameworkOf(FoundFunction card) {
        return card.functions().stream()
                .flatMap(f -> Optional.ofNullable(f.framework()).stream())
                .findFirst();
    }

    /** The answer without what moves by itself (free room, counts of what is left, who uses what right now). */
    public List<String> stableLines() {
        return answer.stream().filter(line -> !Inspection.isVolatile(line)).toList();
    }

    /** Lines that only one of two looks has: {@code - line} was, {@code + line} is in {@code newer}. */
    public List<String> difference(HostFacts newer) {
        return FactsSummary.difference(stableLines(), newer.stableLines());
    }
}
