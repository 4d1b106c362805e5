package dev.gantry.novaconfig.lint.rule;

import dev.gantry.novaconfig.lint.LintFinding;
import dev.gantry.novaconfig.lint.folder.ConfigFolder;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What has to agree between files: aliases, flavors, filters, addresses of the driver. */
public final class SiteLints {

    // "name":"gpu-p100"
    private static final Pattern ALIAS_NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
    // gpu-p100:2
    private static final Pattern ASKED = Pattern.compile("([^:,]+):\\d+");

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final List<LintFinding> lints = new ArrayList<>();

    private SiteLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
    }

    /** Every lint of a folder, in order of file and line. */
    public static List<LintFinding> all(ConfigFolder folder, NovaRelease release) {
        SiteLints found = new SiteLints(folder, release);
        found.lints.addAll(folder.unreadable());
        found.lints.addAll(GroupLints.of(folder));
        found.lints.addAll(DeviceLints.of(folder, release));
        found.aliases();
        found.flavors();
        found.filters();
        found.driverUrls();
        return found.lints.stream().distinct().sorted().toList();
    }

    private void aliases() {
        Map<String, ConfigFolder.Option> compute = new TreeMap<>();
        Map<String, ConfigFolder.Option> api = new TreeMap<>();
        Set<String> everywhere = new TreeSet<>();
        List<ConfigFolder.Option> aliases = folder.options().stream()
                .filter(o -> o.section().equals("pci") && o.name().equals("alias"))
                .toList();
        for (ConfigFolder.Option option : aliases) {
            if (option.entry().value().startsWith("{{")) {
                continue;
            }
            Matcher m = ALIAS_NAME.matcher(option.entry().value());
            if (!m.find()) {
                lints.add(option.lint("alias-malformed", "an alias without a name.", "Give it \"name\":\"...\"."));
            } else if (option.file().endsWith("nova-api.conf")) {
                api.put(m.group(1), option);
            } else if (option.file().endsWith("nova-compute.conf")) {
                compute.put(m.group(1), option);
            } else {
                everywhere.add(m.group(1));
            }
        }
        if (aliases.stream().noneMatch(ConfigFolder.Option::isTemplate)) {
            oneSided(compute, api, everywhere, "nova-api.conf: a flavor that asks for it is refused at boot.");
            oneSided(api, compute, everywhere, "nova-compute.conf: moving a server with it fails.");
            askedAliases(compute, api, everywhere);
        }
        if (!compute.isEmpty() && !everywhere.isEmpty()) {
            ConfigFolder.Option first = compute.values().iterator().next();
            lints.add(first.lint(
                    "alias-replaces",
                    "kolla's merge lets the aliases here replace all of those in nova.conf.",
                    "Keep the whole list in one file."));
        }
    }

    private void oneSided(
            Map<String, ConfigFolder.Option> here,
            Map<String, ConfigFolder.Option> there,
            Set<String> everywhere,
            String effect) {
        here.forEach((name, o) -> {
            if (!there.containsKey(name) && !everywhere.contains(name)) {
                lints.add(o.lint(
                        "alias-on-one-side",
                        "alias " + name + " is not in " + effect,
                        "Put it in both files, or all of them once in nova.conf."));
            }
        });
    }

    private void askedAliases(
            Map<String, ConfigFolder.Option> compute, Map<String, ConfigFolder.Option> api, Set<String> everywhere) {
        folder.fields("pci_passthrough:alias").forEach(f -> {
            Matcher m = ASKED.matcher(f.field().value().text());
            while (m.find()) {
                String name = m.group(1);
                if (!compute.containsKey(name) && !api.containsKey(name) && !everywhere.contains(name)) {
                    lints.add(f.lint(
                            "alias-not-defined",
                            "alias " + name + " is defined nowhere; Nova takes the flavor and every boot fails.",
                            "Define the alias or correct the name."));
                }
            }
        });
    }

    private void flavors() {
        Set<String> offered = new TreeSet<>();
        for (ConfigFolder.Option option : folder.options()) {
            if (option.name().equals("mdev_class")) {
                offered.add(option.entry().value());
            }
            Matcher m = Pattern.compile("\"resource_class\"\\s*:\\s*\"([^\"]+)\"")
                    .matcher(option.entry().value());
            while (m.find()) {
                offered.add(m.group(1));
            }
        }
        if (offered.isEmpty() || offered.stream().anyMatch(c -> c.contains("{{"))) {
            return;
        }
        folder.yamls().forEach((file, tree) -> tree.everyField()
                .filter(f -> f.key().matches("resources[a-zA-Z0-9_-]{0,64}:(VGPU|CUSTOM_.*)"))
                .forEach(f -> {
                    String cls = f.key().substring(f.key().indexOf(':') + 1);
                    if (!offered.contains(cls)) {
                        lints.add(new LintFinding(
                                file,
                                f.line(),
                                "class-not-offered",
                                "no host offers " + cls + "; offered are " + offered + ".",
                                "Ask for a class that is offered."));
                    }
                }));
    }

    private void filters() {
        for (ConfigFolder.Option option : folder.options()) {
            boolean filters = option.name().equals("enabled_filters");
            if (filters
                    && release.can(Capability.ZONE_FILTER_GONE)
                    && option.entry().value().contains("AvailabilityZoneFilter")) {
                lints.add(option.lint(
                        "zone-filter",
                        "Nova " + release.nova() + " has no AvailabilityZoneFilter; nova-scheduler does not start.",
                        "Take it out of the list."));
            }
            boolean pci = folder.options().stream().anyMatch(o -> o.section().equals("pci"));
            if (filters && pci && !option.entry().value().contains("PciPassthroughFilter")) {
                lints.add(option.lint(
                        "pci-filter-missing",
                        "PciPassthroughFilter is not in the list; PCI devices are not scheduled.",
                        "Add it."));
            }
        }
    }

    /** One of the two has to be wrong: the variable either carries the scheme or does not. */
    private void driverUrls() {
        List<ConfigFolder.Located> urls =
                Stream.of("vgpu_driver_url", "DIB_RPMS").flatMap(folder::fields).toList();
        List<ConfigFolder.Located> with = urls.stream()
                .filter(u -> u.field().value().text().matches("https?://\\{\\{ *pulp_url *\\}\\}.*"))
                .toList();
        List<ConfigFolder.Located> bare = urls.stream()
                .filter(u -> u.field().value().text().matches("\\{\\{ *pulp_url *\\}\\}.*"))
                .toList();
        boolean schemed =
                folder.fields("pulp_url").anyMatch(u -> u.field().value().text().contains("://"));
        boolean plain = !schemed && folder.fields("pulp_url").findAny().isPresent();
        if (!bare.isEmpty() || schemed) {
            with.forEach(u -> lints.add(u.lint(
                    "pulp-url-scheme",
                    "pulp_url carries its scheme" + (schemed ? "" : " elsewhere") + "; here it would be twice.",
                    "Write \"{{ pulp_url }}/...\".")));
        }
        if (plain) {
            bare.forEach(u -> lints.add(u.lint(
                    "pulp-url-scheme",
                    "pulp_url has no scheme; this is no URL.",
                    "Write \"http://{{ pulp_url }}/...\".")));
        }
    }
}
