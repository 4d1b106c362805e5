package dev.gantry.provisioner.model.facts;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.facts.host.FoundKernel;
import dev.gantry.provisioner.model.facts.host.Machine;
import dev.gantry.provisioner.model.facts.host.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one inspection found, as it was in effect at that moment. No times are part of it: two equal ones are equal.
 *
 * @param functions NVIDIA functions except virtual ones, by address
 * @param mig one per card that was asked, by address
 * @param layers what a layer inspected that has no record of its own, by layer, then by its own key
 * @param notKnown what could not be told; a rule concludes nothing from it
 */
public record HostFacts(
        Machine machine,
        Platform platform,
        FoundKernel found,
        List<FoundFunction> functions,
        List<FoundMig> mig,
        List<LiveMdev> mdevs,
        List<MdevDefinition> definitions,
        @ChangesByItself Usage usage,
        FoundFiles files,
        SortedMap<String, SortedMap<String, String>> layers,
        List<NotKnown> notKnown) {
    public HostFacts {
        functions = List.copyOf(functions);
        mig = List.copyOf(mig);
        mdevs = List.copyOf(mdevs);
        definitions = List.copyOf(definitions);
        layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
        notKnown = List.copyOf(notKnown);
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
        usage.devices().stream().filter(u -> devices.contains(u.device())).forEach(u -> users.add(u.by()));
        return users;
    }

    /** Those of them who have it open now; a domain that is only defined could start again on what is made anew. */
    public SortedSet<String> runningUsersOf(Collection<String> devices) {
        SortedSet<String> users = new TreeSet<>();
        usage.devices().stream()
                .filter(u -> u.how() == DeviceUse.How.RUNNING && devices.contains(u.device()))
                .forEach(u -> users.add(u.by()));
        return users;
    }

    /** What a layer's piece of the inspection said, by its own key; empty when it said nothing. */
    public SortedMap<String, String> layer(String name) {
        return layers.getOrDefault(name, new TreeMap<>());
    }

    /** With what was asked elsewhere than on the host: of a layer by its own key, and what could not be told. */
    public HostFacts with(String layer, SortedMap<String, String> told, List<NotKnown> further) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>(layers);
        if (!told.isEmpty()) {
            all.put(layer, told);
        }
        return new HostFacts(
                machine,
                platform,
                found,
                functions,
                mig,
                mdevs,
                definitions,
                usage,
                files,
                all,
                Stream.concat(notKnown.stream(), further.stream()).toList());
    }

    /** Why this could not be told; empty when it was, or was not asked. */
    public Optional<String> whyNotKnown(String what) {
        return notKnown.stream()
                .filter(n -> n.what().equals(what))
                .map(NotKnown::why)
                .findFirst();
    }

    /** Why it cannot be told who uses what; empty when it was told, so that no user means nobody. */
    public Optional<String> usersNotKnown() {
        return Optional.ofNullable(usage.unknown());
    }

    /** The GPUs in short, by address. */
    public List<FoundCard> cards() {
        return FactsSummary.cards(this);
    }

    /** What guests can be given now, by address. */
    public List<FoundDevice> devices() {
        return FactsSummary.devices(this);
    }

    /** The framework that a card or its virtual functions offer; MDEV or VENDOR_VFIO once one of them is ready. */
    public Optional<Framework> frameworkOf(FoundFunction card) {
        return Optional.ofNullable(card.framework()).or(() -> card.functions().stream()
                .flatMap(f -> Optional.ofNullable(f.framework()).stream())
                .findFirst());
    }
}
