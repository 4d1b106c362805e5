package dev.gantry.provisioner.flow.run;

import dev.gantry.contracts.desired.DesiredCard;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.contracts.inspection.PlannedChange;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredOptions;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundDevice;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.ssh.SshTarget;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between what services say to each other and what this one thinks in. */
public final class ContractMapper {

    private static final String HYPERVISOR = "hypervisor";

    private ContractMapper() {}

    public static SshTarget target(dev.gantry.contracts.desired.SshTarget said) {
        return SshTarget.of(said.address(), said.port(), said.user(), said.hostKey(), said.jump());
    }

    /** @throws dev.gantry.gpu.MalformedValueException naming what cannot be read */
    public static DesiredState desired(dev.gantry.contracts.desired.DesiredState said) {
        List<CardLayout> cards =
                said.cards().stream().map(ContractMapper::layout).toList();
        DesiredState.Path path =
                switch (said.path()) {
                    case VGPU -> DesiredState.Path.VGPU;
                    case PASSTHROUGH -> DesiredState.Path.PASSTHROUGH;
                    case NONE -> DesiredState.Path.NONE;
                };
        return new DesiredState(
                path,
                new VgpuLayout(cards),
                said.passthrough(),
                said.driver() == null
                        ? null
                        : new DesiredState.Driver(
                                said.driver().url(), said.driver().sha256()),
                new DesiredOptions(said.options()));
    }

    private static CardLayout layout(DesiredCard said) {
        PciAddress card = PciAddress.parse(said.address());
        TreeMap<MigProfile, Integer> mig = new TreeMap<>();
        said.migDevices().forEach((profile, count) -> mig.put(MigProfile.parse(profile), count));
        return said.functions() == null
                ? CardLayout.bareMig(card, mig)
                : CardLayout.withVgpus(
                        card,
                        said.functions().stream()
                                .map(f -> VirtualFunction.of(f.index(), f.type()))
                                .toList(),
                        mig);
    }

    public static Facts facts(HostFacts found) {
        return new Facts(
                found.bootId(),
                found.osId(),
                found.osVersion(),
                found.kernel(),
                found.kernelArguments(),
                found.iommu(),
                found.driverVersion().orElse(null),
                found.secureBoot(),
                found.cards().stream().map(ContractMapper::card).toList(),
                devices(found),
                found.layer(HYPERVISOR).get("libvirt"),
                found.layer(HYPERVISOR).get("qemu"));
    }

    private static InspectedCard card(dev.gantry.provisioner.model.facts.FoundCard card) {
        return new InspectedCard(
                card.address().toString(),
                card.productId(),
                card.name(),
                card.boundDriver(),
                card.totalFunctions(),
                card.functions(),
                card.mig(),
                card.framework() == null ? null : card.framework().name(),
                card.iommuGroup(),
                card.numaNode(),
                card.virtualFunctions().stream().map(PciAddress::toString).toList(),
                card.migInstances().stream()
                        .map(m -> new InspectedCard.MigInstance(m.profile().toString(), m.start(), m.size()))
                        .toList());
    }

    public static List<Device> devices(HostFacts found) {
        return found.devices().stream().map(ContractMapper::device).toList();
    }

    private static Device device(FoundDevice device) {
        return new Device(
                device.kind().name(),
                device.card().toString(),
                device.address().toString(),
                text(device.uuid()),
                text(device.type()),
                device.typeName(),
                device.vendorId(),
                device.productId(),
                text(device.migProfile()));
    }

    public static Plan plan(HostFacts found, HostPlan plan) {
        return new Plan(
                plan.digest(found),
                plan.all().stream()
                        .map(e -> new PlannedChange(e.step(), e.summary(), e.reboot(), e.destroys(), e.guests()))
                        .toList(),
                plan.blockers(),
                plan.text());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
