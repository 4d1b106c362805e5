package dev.gantry.novaconfig.model.render;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which resource class Nova really gives each vGPU type of one host, and why.
 * Before 24 there is only VGPU; from 24 to 28 a host that enables a single type gets VGPU whatever is configured.
 */
public final class EffectiveClasses {

    /** Why a class is not the configured one. */
    public enum Reason {
        AS_CONFIGURED,
        ONLY_VGPU_KNOWN,
        SOLE_TYPE_IGNORED
    }

    private final Map<MdevType, List<PciAddress>> addresses = new LinkedHashMap<>();
    private final SiteSettings settings;

    private EffectiveClasses(SiteSettings settings) {
        this.settings = settings;
    }

    public static EffectiveClasses of(HostDevices host, SiteSettings settings) {
        EffectiveClasses found = new EffectiveClasses(settings);
        for (GpuDevice device : host.devices()) {
            if (device instanceof GpuDevice.Mdev mdev) {
                found.addresses
                        .computeIfAbsent(mdev.type(), t -> new ArrayList<>())
                        .add(mdev.address());
            }
        }
        return found;
    }

    /** Addresses by type; types in the order of their first address, so that the file reads as the guide's. */
    public Map<MdevType, List<PciAddress>> addresses() {
        return addresses;
    }

    public Reason reason() {
        if (!settings.release().can(Capability.MDEV_CLASS)) {
            return Reason.ONLY_VGPU_KNOWN;
        }
        boolean sole = addresses.size() == 1;
        return sole && !settings.release().can(Capability.SOLE_TYPE_HONOURED)
                ? Reason.SOLE_TYPE_IGNORED
                : Reason.AS_CONFIGURED;
    }

    /** Whether Nova offers every function that can carry the host's only type, not those alone that are listed. */
    public boolean offersEveryFunction() {
        return addresses.size() == 1 && !settings.release().can(Capability.SOLE_TYPE_HONOURED);
    }

    public ResourceClass of(MdevType type) {
        return reason() == Reason.AS_CONFIGURED ? settings.classOf(type) : ResourceClass.VGPU;
    }
}
