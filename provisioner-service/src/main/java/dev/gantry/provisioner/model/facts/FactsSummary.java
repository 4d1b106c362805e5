package dev.gantry.provisioner.model.facts;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import dev.gantry.provisioner.model.facts.card.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts put the way reports and other services want them. */
final class FactsSummary {
    private FactsSummary() {}

    public static List<FoundCard> cards(HostFacts facts) {
        return facts.gpus().stream().map(gpu -> card(facts, gpu)).toList();
    }

    private static FoundCard card(HostFacts facts, FoundFunction gpu) {
        Framework framework = gpu.isBoundTo("vfio-pci")
                ? Framework.PASSTHROUGH
                : facts.frameworkOf(gpu).orElse(null);
        return new FoundCard(
                gpu.address(),
                gpu.productId(),
                title(gpu),
                gpu.driver(),
                gpu.totalFunctions(),
                gpu.functions().size(),
                facts.mig(gpu.address()).map(FactsSummary::printed).orElse(null),
                framework,
                gpu.iommuGroup(),
                gpu.numaNode());
    }

    private static @Nullable String title(FoundFunction gpu) {
        var models = VgpuCatalogue.bundled().byProductId(gpu.productId());
        return models.isEmpty() ? null : models.getFirst().title();
    }

    private static @Nullable String printed(FoundMig mig) {
        return switch (mig.current()) {
            case ENABLED -> "Enabled";
            case DISABLED -> "Disabled";
            case NOT_CAPABLE, UNKNOWN -> null;
        };
    }

    public static List<FoundDevice> devices(HostFacts facts) {
        List<FoundDevice> devices = new ArrayList<>();
        for (FoundFunction gpu : facts.gpus()) {
            if (gpu.isBoundTo("vfio-pci")) {
                devices.add(new FoundDevice(
                        Framework.PASSTHROUGH,
                        gpu.address(),
                        gpu.address(),
                        null,
                        null,
                        null,
                        gpu.vendorId(),
                        gpu.productId(),
                        null));
                continue;
            }
            for (LiveMdev mdev : facts.mdevsOn(gpu.address())) {
                devices.add(device(gpu, gpu.address(), Framework.MDEV, mdev.uuid(), mdev.type()));
            }
            for (FoundVf vf : gpu.functions()) {
                for (LiveMdev mdev : facts.mdevsOn(vf.address())) {
                    devices.add(device(gpu, vf.address(), Framework.MDEV, mdev.uuid(), mdev.type()));
                }
                if (vf.currentType() > 0) {
                    devices.add(device(gpu, vf.address(), Framework.VENDOR_VFIO, null, new MdevType(vf.currentType())));
                }
            }
        }
        return devices;
    }

    private static FoundDevice device(
            FoundFunction gpu, PciAddress address, Framework kind, @Nullable UUID uuid, MdevType type) {
        Optional<String> name = TypeNames.of(gpu, type);
        MigProfile profile = name.flatMap(FactsSummary::profile).orElse(null);
        return new FoundDevice(
                kind, gpu.address(), address, uuid, type, name.orElse(null), gpu.vendorId(), gpu.productId(), profile);
    }

    private static Optional<MigProfile> profile(String typeName) {
        try {
            return VgpuTypeName.parse(typeName).migProfile();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
