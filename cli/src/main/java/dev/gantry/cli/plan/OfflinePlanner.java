package dev.gantry.cli.plan;

import dev.gantry.cli.plan.ConfigPlan.HostChange;
import dev.gantry.cli.plan.ConfigPlan.Remark;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.rule.HostContext;
import dev.gantry.gpu.rule.LayoutValidator;
import dev.gantry.inventory.imports.flow.FolderReading;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.yaml.AnsibleYamlReader;
import dev.gantry.novaconfig.lint.model.rule.SiteLints;
import dev.gantry.novaconfig.lint.yaml.ConfigFolderReader;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans a folder by inventory's rules of an import, the rules of layouts, and nova-config's lints and files. */
public final class OfflinePlanner {
    private final ControlHost control;
    private final NovaRelease release;

    /** @param control where the folder is used with Ansible */
    public OfflinePlanner(ControlHost control, NovaRelease release) {
        this.control = control;
        this.release = release;
    }

    public ConfigPlan plan(Path folder) {
        ConfigFiles files = ConfigFiles.of(folder);
        FolderReading reading = FolderReading.of(files.imported().texts(), control, new AnsibleYamlReader());
        List<Remark> problems = new ArrayList<>();
        List<Remark> warnings = new ArrayList<>();
        Stream.concat(files.imported().violations().stream(), reading.problems().stream())
                .forEach(v -> problems.add(remark(v)));
        Stream.concat(files.imported().warnings().stream(), reading.warnings().stream())
                .forEach(v -> warnings.add(remark(v)));
        AssumedCards cards = new AssumedCards();
        List<HostChange> hosts = new ArrayList<>();
        List<HostDevices> devices = new ArrayList<>();
        reading.hosts().forEach((name, spec) -> {
            Optional<DesiredGpuState> desired =
                    reading.desired().reading(name, spec).desired();
            desired.ifPresent(state -> {
                rules(name, state, problems, warnings);
                devices.add(cards.of(name, groups(reading, spec), state));
            });
            hosts.add(new HostChange(
                    name,
                    "described",
                    spec.groups(),
                    desired.map(CardDescription::of).orElse(List.of()),
                    desired.map(CardDescription::functions).orElse(List.of()),
                    List.of(),
                    List.of(),
                    List.of()));
        });
        SiteSettings settings = SiteSettings.defaults(release);
        return new ConfigPlan(
                hosts,
                problems,
                warnings,
                lints(files),
                cards.assumptions(),
                FlavorChanges.of(devices, settings),
                nova(devices, settings));
    }

    private List<Remark> lints(ConfigFiles files) {
        return SiteLints.all(ConfigFolderReader.read(files.linted()), release).stream()
                .map(l -> new Remark(l.file() + ":" + l.line(), l.code() + ": " + l.text() + " " + l.fix()))
                .toList();
    }

    private void rules(String host, DesiredGpuState state, List<Remark> problems, List<Remark> warnings) {
        HostContext context = HostContext.unknown().novaRelease(release.nova());
        for (RuleViolation violation : new LayoutValidator(VgpuCatalogue.bundled()).check(state.gpus(), context)) {
            (violation.isError() ? problems : warnings).add(new Remark("host " + host, violation.message()));
        }
    }

    private static SortedMap<String, String> nova(List<HostDevices> hosts, SiteSettings settings) {
        SortedMap<String, String> files = new TreeMap<>(SiteFiles.ofSite(hosts, settings));
        hosts.forEach(host -> SiteFiles.ofHost(host, settings).forEach((path, text) -> {
            if (!path.equals(SiteFiles.DROP_IN)) {
                files.put(path, text);
            }
        }));
        return files;
    }

    private static List<String> groups(FolderReading reading, HostSpec spec) {
        return reading.desired().tree().lineage(spec.groups()).stream()
                .map(group -> group.name())
                .toList();
    }

    private static Remark remark(Violation v) {
        String place = v.file() == null ? "" : v.file() + (v.line() == null ? "" : ":" + v.line());
        return new Remark(
                place, "%s: found %s, expected %s. %s".formatted(v.field(), v.found(), v.expected(), v.fix()));
    }
}
