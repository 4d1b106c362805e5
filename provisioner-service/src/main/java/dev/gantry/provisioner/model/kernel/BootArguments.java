package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.host.BootConfiguration;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments that the next boot will give, by the boot menu and by what it is made from. */
final class BootArguments {
    // linux /boot/vmlinuz-6.1.0-28-amd64 root=UUID=7a1c5f6e ro quiet
    private static final Pattern KERNEL = Pattern.compile("\\s*linux\\S*\\s+\\S*vmlinuz-(\\S+).*");

    private final BootConfiguration boot;
    private final List<String> kernels;
    private final KernelCommandLine own;

    public BootArguments(HostFacts facts) {
        this.boot = facts.found().boot();
        this.kernels = facts.found().kernels();
        this.own = new KernelCommandLine(facts);
    }

    /** Something is told of the next boot; without it nothing may be concluded from there being no wrong line. */
    public boolean isKnown() {
        return own.isEditable() || isSourceKnown() || !entries().isEmpty();
    }

    public boolean has(String argument) {
        if (own.isEditable()) {
            return own.arguments().contains(argument);
        }
        return defaults().contains(argument) || entries().stream().anyMatch(e -> e.contains(argument));
    }

    private boolean isSourceKnown() {
        return boot.grub().stream().anyMatch(l -> GrubLine.parse(l.text()).isPresent());
    }

    /** Both: the menu counts at the next boot, its source at the next kernel. */
    public boolean satisfy(KernelArguments arguments) {
        if (own.isEditable()) {
            return !own.isUnfinished() && arguments.isSatisfiedBy(own.arguments());
        }
        boolean source = !isSourceKnown() || arguments.isSatisfiedBy(defaults());
        return source && entries().stream().allMatch(arguments::isSatisfiedBy);
    }

    /** What {@code GRUB_CMDLINE_LINUX} and {@code _DEFAULT} come to after all files were read in order. */
    public List<String> defaults() {
        Map<String, List<String>> values = new HashMap<>();
        for (ConfigLine line : boot.grub()) {
            Optional<GrubLine> parsed = GrubLine.parse(line.text());
            if (parsed.isEmpty()) {
                continue;
            }
            GrubLine grub = parsed.get();
            List<String> value = new ArrayList<>();
            if (grub.keepsEarlier()) {
                value.addAll(values.getOrDefault(grub.name(), List.of()));
            }
            grub.arguments().stream()
                    .filter(a -> !a.contains("$" + grub.name()) && !a.contains("${" + grub.name()))
                    .forEach(value::add);
            values.put(grub.name(), value);
        }
        List<String> all = new ArrayList<>(values.getOrDefault("GRUB_CMDLINE_LINUX", List.of()));
        all.addAll(values.getOrDefault("GRUB_CMDLINE_LINUX_DEFAULT", List.of()));
        return all;
    }

    /** One a kernel of the menu, those for rescue and memory tests left out. */
    public List<List<String>> entries() {
        // kernelopts=root=/dev/mapper/rl-root ro crashkernel=auto
        String kernelopts = boot.entries().stream()
                .map(ConfigLine::text)
                .filter(t -> t.startsWith("kernelopts="))
                .map(t -> t.substring("kernelopts=".length()))
                .findFirst()
                .orElse("");
        return boot.entries().stream()
                .filter(e -> !e.text().startsWith("kernelopts="))
                // A BLS entry has its arguments on the line "options", the kernel alone on "linux".
                .filter(e -> !e.path().contains("/loader/entries/") || e.text().startsWith("options"))
                .filter(e -> !e.path().contains("rescue")
                        && !e.text().matches(".*(?:memtest|recovery|[ ]single\\b|rescue).*"))
                .filter(e -> !isOfAnotherSystem(e.text()))
                .map(e -> GrubLine.split(e.text().replace("$kernelopts", kernelopts)))
                .toList();
    }

    /** os-prober and hand-written entries start kernels that are not of this system, with arguments of their own. */
    private boolean isOfAnotherSystem(String entry) {
        Matcher m = KERNEL.matcher(entry);
        return m.matches() && !kernels.isEmpty() && !kernels.contains(m.group(1));
    }
}
