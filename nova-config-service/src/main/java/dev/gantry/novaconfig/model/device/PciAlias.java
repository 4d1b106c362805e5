package dev.gantry.novaconfig.model.device;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.ResourceClass;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A name that a flavor asks a PCI device by. {@code resourceClass} is given only where the device is told apart by it (vendor VFIO).
 * Source: the schema in openstack/nova, nova/pci/request.py.
 */
public record PciAlias(
        String name, PciId id, DeviceType type, @Nullable ResourceClass resourceClass) implements Comparable<PciAlias> {

    private static final Comparator<PciAlias> ORDER = Comparator.comparing(PciAlias::id)
            .thenComparing(PciAlias::name)
            .thenComparing(PciAlias::type)
            .thenComparing(a -> String.valueOf(a.resourceClass));

    public PciAlias {
        boolean plain = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c != ':' && c != ',' && c != '"');
        if (!plain || name.length() > 255) {
            throw new MalformedValueException("alias", name, "a name without blanks, ':' and ',' such as gpu-a100-80");
        }
    }

    /** For a Nova that schedules without Placement: it has no use for a class, and an old one refuses the word. */
    public PciAlias withoutClass() {
        return new PciAlias(name, id, type, null);
    }

    /** As the guide writes it, with the class before the name where there is one. */
    public String json() {
        String cls = resourceClass == null ? "" : "\"resource_class\":\"" + resourceClass + "\", ";
        return "{ \"vendor_id\":\"" + id.vendor() + "\", \"product_id\":\"" + id.product() + "\", \"device_type\":\""
                + type + "\", " + cls + "\"name\":\"" + name + "\" }";
    }

    @Override
    public int compareTo(PciAlias other) {
        return ORDER.compare(this, other);
    }
}
