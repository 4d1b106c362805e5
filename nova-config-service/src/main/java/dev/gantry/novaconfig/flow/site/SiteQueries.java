package dev.gantry.novaconfig.flow.site;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.FlavorTemplate;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.SettingsRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads what the site has and wants. */
@ApplicationScoped
public class SiteQueries {

    /** The settings as written, and the version to send back as If-Match when changing them; 0 while nobody has. */
    public record Written(long version, SettingsDocument text) {}

    private final NovaRelease usualRelease;

    SiteQueries(@ConfigProperty(name = "gantry.nova-config.release", defaultValue = "2025.1") String release) {
        this.usualRelease = NovaRelease.parse(release);
    }

    public NovaRelease usualRelease() {
        return usualRelease;
    }

    @Transactional
    public Written written() {
        return SettingsRow.current()
                .map(row -> new Written(row.version, row.body))
                .orElseGet(() -> new Written(0, SettingsDocument.of(usualRelease.series())));
    }

    @Transactional
    public SiteSettings settings() {
        return written().text().parse(usualRelease);
    }

    @Transactional
    public FlavorTemplate flavorTemplate() {
        FlavorTemplate template = written().text().flavorTemplate();
        return template == null ? FlavorTemplate.GUIDE : template;
    }

    /** Where the driver of each host comes from, by host; only those of which it was heard. */
    @Transactional
    public Map<String, String> driverUrls() {
        Map<String, String> urls = new TreeMap<>();
        HostRow.offering().stream().filter(r -> r.driverUrl != null).forEach(r -> urls.put(r.name, r.driverUrl));
        return urls;
    }

    /** Every host that offers devices, in order of name. */
    @Transactional
    public List<HostDevices> hosts() {
        return HostRow.offering().stream().map(HostRow::hostDevices).toList();
    }

    /** What the newest looks told, by host; only hosts that offer devices. */
    @Transactional
    public Map<String, HostFacts> facts() {
        Map<String, HostFacts> facts = new TreeMap<>();
        HostRow.offering().forEach(r -> facts.put(r.name, r.facts()));
        return facts;
    }
}
