package dev.gantry.provisioner.model;

import dev.gantry.gpu.Framework;
import dev.gantry.gpu.PciAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

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

    /** Names of those who use any of these devices, each once. */
    public SortedSet<String> usersOf(Collection<String> devices) {
        SortedSet<String> users = new TreeSet<>();
        uses.stream().filter(u -> devices.contains(u.device())).forEach(u -> users.add(u.by()));
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

    /** The GPUs in short, by address. */
    public List<FoundCard> cards() {
        return Summary.cards(this);
    }

    /** What guests can be given now, by address. */
    public List<FoundDevice> devices() {
        return Summary.devices(this);
    }

    /** The framework that a function's virtual functions offer; MDEV or VENDOR_VFIO once one of them is ready. */
    public Optional<Framework> frameworkOf(FoundFunction card) {
        return card.functions().stream()
                .flatMap(f -> Optional.ofNullable(f.framework()).stream())
                .findFirst();
    }

    /** The answer without what moves by itself (free room, counts of what is left, who uses what right now). */
    public List<String> stableLines() {
        return answer.stream().filter(line -> !Look.isVolatile(line)).toList();
    }

    /** Lines that only one of two looks has: {@code - line} was, {@code + line} is in {@code newer}. */
    public List<String> difference(HostFacts newer) {
        return Summary.difference(stableLines(), newer.stableLines());
    }
}
