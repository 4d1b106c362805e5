package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder.Option;
import dev.gantry.novaconfig.model.conf.AliasSpec;
import dev.gantry.novaconfig.model.conf.ConfProblem;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nova's [pci] alias: each read as Nova reads it, then held against the others and against the flavors that ask for them. */
final class AliasLints {

    // gpu-p100:2   h100:1, cx7:1
    private static final Pattern ASKED = Pattern.compile("([^:,]+):\\s*\\d+");

    private final ConfigFolder folder;
    private final NovaRelease release;
    private final List<LintFinding> found = new ArrayList<>();
    private final boolean placed;
    private final Map<String, Option> compute = new TreeMap<>();
    private final Map<String, Option> api = new TreeMap<>();
    private final Set<String> everywhere = new TreeSet<>();
    private final List<Read> read = new ArrayList<>();

    /** An alias and where it stands. */
    private record Read(Option option, AliasSpec spec) {}

    private AliasLints(ConfigFolder folder, NovaRelease release) {
        this.folder = folder;
        this.release = release;
        this.placed = folder.isTrue("filter_scheduler", "pci_in_placement") && release.can(Capability.PCI_IN_PLACEMENT);
    }

    static List<LintFinding> of(ConfigFolder folder, NovaRelease release) {
        AliasLints lints = new AliasLints(folder, release);
        List<Option> aliases = folder.options().stream()
                .filter(o -> NovaOptions.isAlias(o.today(release)))
                .toList();
        aliases.stream().filter(o -> !o.isTemplate()).forEach(lints::alias);
        lints.sameNames();
        if (aliases.stream().noneMatch(Option::isTemplate)) {
            lints.oneSided(lints.compute, lints.api, "nova-api.conf: a flavor that asks for it is refused at boot.");
            lints.oneSided(lints.api, lints.compute, "nova-compute.conf: moving a server with it fails.");
            lints.asked();
        }
        lints.replaced();
        return lints.found;
    }

    private void alias(Option option) {
        AliasSpec.Reading reading = AliasSpec.read(NovaOptions.undollared(option.value()), release);
        for (ConfProblem problem : reading.problems()) {
            found.add(option.lint(
                    problem.code(), "Nova refuses this alias: " + problem.text() + "." + effect(), problem.fix()));
        }
        reading.unmatched()
                .forEach(doubt -> found.add(option.lint(
                        doubt.code(),
                        "Nova takes this alias, and no device fits it: " + doubt.text() + ".",
                        doubt.fix())));
        NovaOptions.unknownReference(option.value())
                .ifPresent(name -> found.add(option.lint(
                        "alias-malformed",
                        "$" + name + " stands for an option of that name, and Nova has none." + effect(),
                        "Write $$ where a dollar sign is meant.")));
        reading.name().ifPresent(name -> place(option, name));
        reading.spec().ifPresent(spec -> {
            read.add(new Read(option, spec));
            identified(option, spec);
        });
    }

    private String effect() {
        return release.can(Capability.ALIAS_CHECKED_AT_START)
                ? " nova-api and nova-compute do not start."
                : " Every flavor that asks for an alias is refused.";
    }

    private void place(Option option, String name) {
        if (option.file().endsWith("nova-api.conf")) {
            api.put(name, option);
        } else if (option.file().endsWith("nova-compute.conf")) {
            compute.put(name, option);
        } else {
            everywhere.add(name);
        }
    }

    /** Without vendor and product an alias says no more than its class, and that counts only where PCI devices are in Placement. */
    private void identified(Option option, AliasSpec spec) {
        boolean byClass = spec.resourceClass() != null;
        if (spec.identified() || byClass && placed) {
            return;
        }
        boolean checked = release.nova() >= Capability.ALIAS_CHECKED_AT_START.since() - 1;
        if (checked) {
            found.add(option.lint(
                    "alias-without-ids",
                    "alias " + spec.name() + " lacks vendor_id or product_id"
                            + (byClass ? " and pci_in_placement is off" : "")
                            + "; from 31.3.1 on nova-api and nova-compute do not start.",
                    "Add both" + (byClass ? ", or set [filter_scheduler] pci_in_placement = True." : ".")));
        } else if (!option.value().contains("_id\"")) {
            found.add(option.lint(
                    "alias-without-ids",
                    "alias " + spec.name() + " names no device"
                            + (byClass ? ": without pci_in_placement its class says nothing" : "")
                            + "; any free PCI device is given for it.",
                    "Add vendor_id and product_id."));
        }
    }

    /** Entries of one name are alternatives to each other, if they agree. */
    private void sameNames() {
        Map<String, List<Read>> byName = new LinkedHashMap<>();
        read.forEach(r ->
                byName.computeIfAbsent(r.spec().name(), n -> new ArrayList<>()).add(r));
        byName.values().forEach(all -> {
            for (int i = 1; i < all.size(); i++) {
                Read later = all.get(i);
                all.subList(0, i).stream()
                        .filter(e -> readTogether(e.option(), later.option()))
                        .findFirst()
                        .flatMap(e -> disagreement(e.spec(), later.spec()))
                        .ifPresent(text -> found.add(later.option()
                                .lint(
                                        "alias-twice",
                                        "alias " + later.spec().name() + " is given twice" + text
                                                + "; Nova refuses that." + effect(),
                                        "Give each its own name.")));
            }
        });
    }

    private Optional<String> disagreement(AliasSpec one, AliasSpec other) {
        if (!one.numaPolicy().equals(other.numaPolicy())) {
            return Optional.of(" with numa_policy " + one.numaPolicy() + " and " + other.numaPolicy());
        }
        if (one.type() == null || other.type() == null) {
            return Optional.of(", not both with a device_type");
        }
        if (!one.type().equals(other.type())) {
            return Optional.of(" as " + one.type() + " and " + other.type());
        }
        return placed && release.can(Capability.MANAGED) ? Optional.of(" with pci_in_placement") : Optional.empty();
    }

    /** Lines of one file of one host: what stands in two files replaces each other instead. */
    private boolean readTogether(Option one, Option other) {
        return one.file().equals(other.file()) && one.today(release).meets(other.today(release));
    }

    private void oneSided(Map<String, Option> here, Map<String, Option> there, String effect) {
        here.forEach((name, o) -> {
            if (!there.containsKey(name) && !everywhere.contains(name)) {
                found.add(o.lint(
                        "alias-on-one-side",
                        "alias " + name + " is not in " + effect,
                        "Put it in both files, or all of them once in nova.conf."));
            }
        });
    }

    private void asked() {
        folder.fields("pci_passthrough:alias").forEach(f -> {
            Matcher m = ASKED.matcher(f.field().value().text());
            while (m.find()) {
                String name = m.group(1).strip();
                if (!compute.containsKey(name) && !api.containsKey(name) && !everywhere.contains(name)) {
                    found.add(f.lint(
                            "alias-not-defined",
                            "alias " + name + " is defined nowhere; Nova takes the flavor and every boot fails.",
                            "Define the alias or correct the name."));
                }
            }
        });
    }

    private void replaced() {
        if (!compute.isEmpty() && !everywhere.isEmpty()) {
            Option first = compute.values().iterator().next();
            found.add(first.lint(
                    "alias-replaces",
                    "kolla's merge lets the aliases here replace all of those in nova.conf.",
                    "Keep the whole list in one file."));
        }
    }
}
