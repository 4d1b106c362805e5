package dev.gantry.novaconfig.model.settings;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.PassthroughCards;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a site wants its configuration.
 *
 * @param classes resource class by vGPU type where the site departs from CUSTOM_NVIDIA_number, e.g. VGPU for a type that older flavors ask so
 * @param maxInstances most vGPUs of a type over a host, by type
 * @param aliases names of PCI devices that the site chose; the others are named by {@link PassthroughCards}
 * @param extraFilters scheduler filters beyond the release's own
 */
public record SiteSettings(
        NovaRelease release,
        Set<Form> forms,
        Pci pci,
        Map<MdevType, ResourceClass> classes,
        Map<MdevType, Integer> maxInstances,
        List<PciAlias> aliases,
        List<String> extraFilters) {

    /** The shapes a revision comes in; all mean the same. */
    public enum Form {
        /** Plain files in kolla-ansible's per-host layout. */
        HOST,
        /** One Jinja file with a branch per group, as the guide has it. */
        GROUP,
        /** A file for {@code nova.conf.d} of any other deployment. */
        DROP_IN,
        /** kayobe's own files: groups, group_vars, host_vars, overcloud.yml, kolla.yml. */
        KAYOBE
    }

    /** Where the aliases stand: in nova.conf for every service, or in nova-compute.conf and nova-api.conf as the guide has it. */
    public enum AliasPlace {
        ONCE,
        GUIDE
    }

    /** How a whole card is named to Nova: by its address, or by product for every card of the model. */
    public enum CardMatch {
        ADDRESS,
        PRODUCT
    }

    /** How far PCI devices are in Placement. Reporting cannot be undone on a host. */
    public enum PciPlacement {
        OFF,
        REPORT,
        SCHEDULE
    }

    /** Whether kolla-ansible writes a list of network cards of its own (enable_neutron_sriov). */
    public enum NeutronSriov {
        NONE,
        KOLLA
    }

    /** Everything about Nova's [pci]. */
    public record Pci(AliasPlace aliasPlace, CardMatch cardMatch, PciPlacement placement, NeutronSriov neutronSriov) {
        public static final Pci DEFAULT =
                new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.OFF, NeutronSriov.NONE);

        public boolean reports() {
            return placement != PciPlacement.OFF;
        }

        public boolean schedules() {
            return placement == PciPlacement.SCHEDULE;
        }
    }

    public SiteSettings {
        forms = forms.isEmpty() ? EnumSet.allOf(Form.class) : Collections.unmodifiableSet(EnumSet.copyOf(forms));
        classes = Collections.unmodifiableMap(new TreeMap<>(classes));
        maxInstances = Collections.unmodifiableMap(new TreeMap<>(maxInstances));
        aliases = List.copyOf(aliases);
        extraFilters = List.copyOf(extraFilters);
    }

    /** What a new site starts with. */
    public static SiteSettings defaults(NovaRelease release) {
        return new SiteSettings(
                release, EnumSet.allOf(Form.class), Pci.DEFAULT, Map.of(), Map.of(), List.of(), List.of());
    }

    public SiteSettings withClasses(Map<MdevType, ResourceClass> wanted) {
        return new SiteSettings(release, forms, pci, wanted, maxInstances, aliases, extraFilters);
    }

    public SiteSettings withPci(Pci wanted) {
        return new SiteSettings(release, forms, wanted, classes, maxInstances, aliases, extraFilters);
    }

    public SiteSettings withAliases(List<PciAlias> wanted) {
        return new SiteSettings(release, forms, pci, classes, maxInstances, wanted, extraFilters);
    }

    /** How many of {@code count} mediated devices of a type Nova shows of one host: from 29 on it keeps to {@code max_instances}. */
    public int shown(MdevType type, int count) {
        Integer most = release.can(Capability.MAX_INSTANCES) ? maxInstances.get(type) : null;
        return most == null ? count : Math.min(count, most);
    }

    /** The class a type is configured with; what Nova makes of it is for the renderer to say. */
    public ResourceClass classOf(MdevType type) {
        ResourceClass chosen = classes.get(type);
        return chosen != null ? chosen : ResourceClass.of(type);
    }
}
