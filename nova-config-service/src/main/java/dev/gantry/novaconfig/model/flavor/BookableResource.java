package dev.gantry.novaconfig.model.flavor;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.DeviceType;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.render.EffectiveClasses;
import dev.gantry.novaconfig.model.render.PciOptions;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Something of the site that a flavor can ask for. {@code mostOnHost} is how many one host has, {@code total} all of them. */
public sealed interface BookableResource {

    /** What the extra spec names: a resource class or an alias. */
    String key();

    Count count();

    default List<String> hosts() {
        return count().hosts();
    }

    default int mostOnHost() {
        return count().mostOnHost();
    }

    default int total() {
        return count().total();
    }

    /** vGPUs by the resource class in effect. One entry a type: types that share a class have one each. */
    record OfClass(ResourceClass resourceClass, MdevType type, String typeName, String migProfile, Count count)
            implements BookableResource {
        @Override
        public String key() {
            return resourceClass.name();
        }
    }

    /** PCI devices by alias. */
    record OfAlias(PciAlias alias, Count count) implements BookableResource {
        @Override
        public String key() {
            return alias.name();
        }
    }

    /** Where and how many. Hosts in order of name. */
    record Count(List<String> hosts, int mostOnHost, int total) {
        public Count {
            hosts = List.copyOf(hosts);
        }

        static final Count NONE = new Count(List.of(), 0, 0);

        Count plus(String host, int more) {
            SortedSet<String> all = new TreeSet<>(hosts);
            all.add(host);
            return new Count(List.copyOf(all), Math.max(mostOnHost, more), total + more);
        }
    }

    /** Everything the site offers, in order of class, type and alias. */
    static List<BookableResource> of(Collection<HostDevices> hosts, SiteSettings settings) {
        Map<String, BookableResource> offers = new TreeMap<>();
        for (HostDevices host : hosts) {
            EffectiveClasses classes = EffectiveClasses.of(host, settings);
            classes.addresses().forEach((type, addresses) -> {
                GpuDevice.Mdev sample = host.mdevs()
                        .filter(m -> m.type().equals(type))
                        .findFirst()
                        .orElseThrow();
                ResourceClass cls = classes.of(type);
                String key = "class " + cls + " " + type;
                Count before = offers.get(key) instanceof OfClass known ? known.count() : Count.NONE;
                offers.put(
                        key,
                        new OfClass(
                                cls,
                                type,
                                sample.shortName().orElse(""),
                                sample.migProfile(),
                                before.plus(host.host(), settings.shown(type, addresses.size()))));
            });
            ofAliases(host, settings, offers);
        }
        return new ArrayList<>(offers.values());
    }

    private static void ofAliases(HostDevices host, SiteSettings settings, Map<String, BookableResource> offers) {
        for (PciAlias alias : PciOptions.aliases(host, settings)) {
            int count = (int) host.devices().stream()
                    .filter(d -> d.id().equals(alias.id()))
                    .filter(d -> alias.type() == DeviceType.VF
                            ? d instanceof GpuDevice.VendorVfio v
                                    && (alias.resourceClass() == null
                                            || alias.resourceClass().equals(settings.classOf(v.type())))
                            : d instanceof GpuDevice.WholeCard)
                    .count();
            String key = "pci " + alias.name() + " " + alias.id();
            Count before = offers.get(key) instanceof OfAlias known ? known.count() : Count.NONE;
            offers.put(key, new OfAlias(alias, before.plus(host.host(), count)));
        }
    }
}
