package dev.gantry.novaconfig.model.render;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.conf.ConfText;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what nova-compute of one host reads: the body that every form wraps in its own way. Empty when there is nothing to say. */
public final class HostRenderer {

    private static final int BYTES_PER_ADDRESS = 13;

    private final SiteSettings settings;
    private final NovaRelease release;

    public HostRenderer(SiteSettings settings) {
        this.settings = settings;
        this.release = settings.release();
    }

    public String body(HostDevices host) {
        ConfText text = new ConfText(256 + BYTES_PER_ADDRESS * host.devices().size());
        EffectiveClasses classes = EffectiveClasses.of(host, settings);
        if (!classes.addresses().isEmpty()) {
            devices(text, classes);
        }
        if (host.usesPci()) {
            pci(text, host);
        }
        return text.toString();
    }

    private void devices(ConfText text, EffectiveClasses classes) {
        Map<MdevType, List<PciAddress>> byType = classes.addresses();
        text.section("devices")
                .option(
                        release.typesOption(),
                        byType.keySet().stream().map(MdevType::toString).collect(Collectors.joining(", ")));
        byType.forEach((type, addresses) -> {
            text.section(release.sectionPrefix() + type);
            // Never without addresses: a type without them means "the first one only" up to 28 and "every other device"
            // from 29.
            text.addresses("device_addresses", addresses.stream().distinct().toList());
            resourceClass(text, classes, type);
            Integer most = settings.maxInstances().get(type);
            if (most != null && release.can(Capability.MAX_INSTANCES)) {
                text.option("max_instances", most.toString());
            }
        });
    }

    private ConfText resourceClass(ConfText text, EffectiveClasses classes, MdevType type) {
        return switch (classes.reason()) {
            case ONLY_VGPU_KNOWN ->
                text.comment("Nova " + release.nova() + " (" + release + ") has no mdev_class: the class is VGPU.");
            case SOLE_TYPE_IGNORED ->
                text.comment("Nova 24 to 28 ignores mdev_class and device_addresses when a host enables one type.")
                        .comment("Fixed in 29 (2024.1); until then the class in effect is VGPU (LP#1943934).")
                        .option("mdev_class", "VGPU");
            case AS_CONFIGURED -> text.option("mdev_class", classes.of(type).name());
        };
    }

    private void pci(ConfText text, HostDevices host) {
        text.section("pci");
        PciOptions.specs(host, settings).forEach(spec -> text.option(release.deviceSpecOption(), spec));
        if (settings.pci().reports() && release.can(Capability.REPORT_IN_PLACEMENT)) {
            text.option("report_in_placement", "True");
        }
        if (settings.pci().aliasPlace() == SiteSettings.AliasPlace.GUIDE) {
            PciOptions.aliases(host, settings).forEach(a -> text.option("alias", a.json()));
        }
    }
}
