package dev.gantry.provisioner.model.mdev;

import static dev.gantry.provisioner.model.inspect.OutputValues.number;
import static dev.gantry.provisioner.model.inspect.OutputValues.parsed;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the mediated devices that exist now. */
public final class LiveMdevsReader {
    private LiveMdevsReader() {}

    public static List<LiveMdev> read(InspectionOutput output) {
        List<LiveMdev> found = new ArrayList<>();
        output.subjects("mdev").forEach((name, of) -> parsed(UUID::fromString, name)
                .ifPresent(uuid -> parsed(PciAddress::parse, of.getOrDefault("parent", ""))
                        .ifPresent(parent -> parsed(MdevType::parse, of.getOrDefault("type", ""))
                                .ifPresent(type -> found.add(new LiveMdev(
                                        uuid,
                                        parent,
                                        type,
                                        number(of.get("iommu_group")).orElse(null)))))));
        return found;
    }

    /** Those of NVIDIA's functions of which the type could not be read are no free place; other vendors' are nothing to us. */
    public static List<NotKnown> notKnown(InspectionOutput output) {
        List<NotKnown> found = new ArrayList<>();
        output.subjects("mdev").forEach((uuid, of) -> {
            String type = of.getOrDefault("type", "");
            String parent = of.getOrDefault("parent", "?");
            boolean isNvidias = output.has("pci " + parent + " vendor") || output.has("vf " + parent + " card");
            if (isNvidias && parsed(MdevType::parse, type).isEmpty()) {
                found.add(new NotKnown(
                        "device on " + parent,
                        "device " + uuid + " has " + (type.isEmpty() ? "no readable type" : "type " + type)));
            }
        });
        return found;
    }
}
