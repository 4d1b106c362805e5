package dev.gantry.novaconfig.flow.site;

import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.FlavorTemplate;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.model.settings.StoredSettings;
import dev.gantry.novaconfig.store.GpuHostRepository;
import dev.gantry.novaconfig.store.SettingsRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads what the site has and wants. */
@ApplicationScoped
public class SiteQueries {

    private final GpuHostRepository hosts;
    private final SettingsRepository settings;
    private final NovaRelease usualRelease;

    SiteQueries(
            GpuHostRepository hosts,
            SettingsRepository settings,
            @ConfigProperty(name = "gantry.nova-config.release", defaultValue = "2025.1") String release) {
        this.hosts = hosts;
        this.settings = settings;
        this.usualRelease = NovaRelease.parse(release);
    }

    public NovaRelease usualRelease() {
        return usualRelease;
    }

    /** The settings as written. */
    @Transactional
    public StoredSettings stored() {
        return settings.read().orElseGet(() -> new StoredSettings(0, SettingsDocument.of(usualRelease.series())));
    }

    @Transactional
    public SiteSettings settings() {
        return stored().document().parse(usualRelease);
    }

    @Transactional
    public FlavorTemplate flavorTemplate() {
        FlavorTemplate template = stored().document().flavorTemplate();
        return template == null ? FlavorTemplate.GUIDE : template;
    }

    /** Where the driver of each host comes from, by host; only those of which it was heard. */
    @Transactional
    public Map<String, String> driverUrls() {
        Map<String, String> urls = new TreeMap<>();
        for (GpuHost host : hosts.offering()) {
            String url = host.driver().url();
            if (url != null) {
                urls.put(host.name(), url);
            }
        }
        return urls;
    }

    /** Every host that offers devices, in order of name. */
    @Transactional
    public List<HostDevices> hosts() {
        return hosts.offering().stream().map(GpuHost::hostDevices).toList();
    }

    /** A host, whether it offers devices or not. */
    @Transactional
    public Optional<GpuHost> host(String name) {
        return hosts.read(name);
    }

    /** What runs the guests of each host, offering or not, by its newest inspection. */
    @Transactional
    public Map<String, HostFacts.Software> software() {
        Map<String, HostFacts.Software> software = new TreeMap<>();
        hosts.present().forEach(h -> software.put(h.name(), h.facts().software()));
        return software;
    }

    /** What the newest inspections told, by host; only hosts that offer devices. */
    @Transactional
    public Map<String, HostFacts> facts() {
        Map<String, HostFacts> facts = new TreeMap<>();
        hosts.offering().forEach(h -> facts.put(h.name(), h.facts()));
        return facts;
    }
}
