package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import dev.gantry.provisioner.model.script.ManagedFile;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a host's kernel arguments are changed, and the script that does it. */
final class Bootloader {
    private static final String FILE = "/etc/default/grub";

    /** Which tool makes the boot menu. */
    public enum Kind {
        UPDATE_GRUB("update-grub"),
        GRUB2_MKCONFIG("grub2-mkconfig"),
        GRUBBY("grubby"),
        /** No grub: {@code /etc/kernel/cmdline} and what makes boot entries of it. */
        COMMAND_LINE(""),
        UNKNOWN("");

        private final String tool;

        Kind(String tool) {
            this.tool = tool;
        }
    }

    private record Edit(String path, String before, String after) {}

    private final HostFacts facts;
    private final Kind kind;
    private final List<Edit> edits = new ArrayList<>();
    private String dropIn = "";
    private String dropInAway = "no";

    public Bootloader(HostFacts facts, Kind kind) {
        this.facts = facts;
        this.kind = kind;
    }

    /** RHEL 8 makes its menu with grub2-mkconfig, from 9 on grubby edits each entry; Debian has update-grub. */
    public static Kind kind(HostFacts facts) {
        if (new KernelCommandLine(facts).isEditable()) {
            return Kind.COMMAND_LINE;
        }
        List<Kind> order = facts.machine().isRedHat()
                ? orderOfRedHat(facts)
                : List.of(Kind.UPDATE_GRUB, Kind.GRUBBY, Kind.GRUB2_MKCONFIG);
        return order.stream().filter(k -> isUsable(k, facts)).findFirst().orElse(Kind.UNKNOWN);
    }

    private static List<Kind> orderOfRedHat(HostFacts facts) {
        int major = facts.machine().osMajor();
        boolean old = major > 0 && major < 9 && !facts.osId().equals("fedora");
        return old ? List.of(Kind.GRUB2_MKCONFIG, Kind.GRUBBY) : List.of(Kind.GRUBBY);
    }

    private static boolean isUsable(Kind kind, HostFacts facts) {
        boolean hasFile = facts.found().boot().hasGrubFile();
        FoundFiles files = facts.files();
        return switch (kind) {
            case UPDATE_GRUB -> hasFile && (files.hasTool("update-grub") || files.hasTool("grub-mkconfig"));
            case GRUB2_MKCONFIG -> hasFile && files.hasTool("grub2-mkconfig");
            case GRUBBY -> files.hasTool("grubby");
            case COMMAND_LINE, UNKNOWN -> false;
        };
    }

    /** @param added what earlier runs put there */
    public String script(KernelArguments arguments, List<String> added, String addedMark) {
        if (kind == Kind.COMMAND_LINE) {
            return new KernelCommandLine(facts).script(arguments, added, addedMark);
        }
        if (facts.found().boot().hasGrubFile()) {
            edit(arguments, addedMark);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("edits", Integer.toString(edits.size()));
        for (int i = 0; i < edits.size(); i++) {
            parameters.put("edit_path_" + (i + 1), edits.get(i).path());
            parameters.put("edit_old_" + (i + 1), edits.get(i).before());
            parameters.put("edit_new_" + (i + 1), edits.get(i).after());
        }
        parameters.put("dropin", dropIn);
        parameters.put("dropin_away", dropInAway);
        parameters.put("how", kind.tool);
        parameters.put("written_out", isWrittenOut() ? "yes" : "no");
        parameters.put("arguments", String.join(" ", arguments.desired()));
        parameters.put("remove", String.join(" ", toRemove(arguments)));
        return Scripts.change(Bootloader.class, "kernel-arguments", parameters);
    }

    /** An entry in /boot/loader has its arguments on its own line, not by the variable that grub2-mkconfig sets. */
    private boolean isWrittenOut() {
        return facts.found().boot().entries().stream()
                .filter(e -> e.path().contains("/loader/entries/") && !e.path().contains("rescue"))
                .anyMatch(e -> e.text().startsWith("options ") && !e.text().contains("$kernelopts"));
    }

    /** Whole arguments, so that grubby does not drop another value of the same name. */
    private List<String> toRemove(KernelArguments arguments) {
        return new BootArguments(facts)
                .entries().stream()
                        .flatMap(List::stream)
                        .filter(arguments.contradicts())
                        .distinct()
                        .toList();
    }

    private void edit(KernelArguments arguments, String addedMark) {
        List<ConfigLine> lines = facts.found().boot().grub();
        boolean overridden = isOverridden(lines);
        boolean unreadable = lines.stream().anyMatch(Bootloader::isUnreadable);
        List<String> before = new BootArguments(facts)
                .defaults().stream().filter(arguments.contradicts().negate()).toList();
        List<String> missing = arguments.missingFrom(before);
        ConfigLine last = overridden || unreadable ? null : target(lines);
        lines.stream()
                .filter(l -> !l.path().equals(ManagedFile.GRUB_DROP_IN))
                .forEach(l -> editLine(l, arguments, l.equals(last) ? missing : List.of()));
        if (overridden) {
            dropIn(arguments.desired());
        } else if (last == null && !missing.isEmpty()) {
            append(missing, unreadable ? "$GRUB_CMDLINE_LINUX_DEFAULT " : "");
        }
        if (dropIn.isEmpty() && facts.files().file(ManagedFile.GRUB_DROP_IN).isPresent()) {
            dropInAway = "yes";
        }
        mark(lines, missing, arguments, addedMark);
    }

    private void append(List<String> missing, String earlier) {
        edits.add(new Edit(FILE, "", "GRUB_CMDLINE_LINUX_DEFAULT=\"" + earlier + String.join(" ", missing) + "\""));
    }

    private void editLine(ConfigLine line, KernelArguments arguments, List<String> more) {
        GrubLine.parse(line.text()).ifPresent(parsed -> {
            GrubLine changed = parsed.without(arguments.contradicts()).plus(more);
            if (!changed.equals(parsed)) {
                edits.add(new Edit(line.path(), line.text(), changed.text()));
            }
        });
    }

    private void dropIn(List<String> wanted) {
        if (!wanted.isEmpty()) {
            dropIn = ManagedFile.MARK + "\nGRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT "
                    + String.join(" ", wanted) + "\"\n";
        }
    }

    /** An assignment over several lines, or one that a shell has to work out: it stays, and ours comes after it. */
    private static boolean isUnreadable(ConfigLine line) {
        return line.text().stripLeading().matches("(?:export\\s+)?GRUB_CMDLINE_LINUX.*")
                && GrubLine.parse(line.text()).isEmpty();
    }

    /** A comment tells later runs which arguments are ours to take away again. */
    private void mark(List<ConfigLine> lines, List<String> missing, KernelArguments arguments, String addedMark) {
        Optional<String> old = lines.stream()
                .filter(l -> l.path().equals(FILE))
                .map(ConfigLine::text)
                .filter(t -> t.startsWith(addedMark))
                .findFirst();
        List<String> ours = new ArrayList<>(
                old.map(t -> GrubLine.split(t.substring(addedMark.length()))).orElse(List.of()));
        ours.removeIf(a -> !arguments.desired().contains(a));
        missing.stream().filter(a -> !ours.contains(a)).forEach(ours::add);
        String line = ours.isEmpty() ? "" : addedMark + String.join(" ", ours);
        if (!line.equals(old.orElse(""))) {
            edits.add(new Edit(FILE, old.orElse(""), line));
        }
    }

    /** The last line that sets the variable to add to: _DEFAULT where there is one, else the other. */
    private static @Nullable ConfigLine target(List<ConfigLine> lines) {
        ConfigLine found = null;
        boolean isDefault = false;
        for (ConfigLine line : lines) {
            Optional<GrubLine> parsed =
                    GrubLine.parse(line.text()).filter(g -> line.path().equals(FILE));
            if (parsed.isPresent() && (parsed.get().isDefault() || !isDefault)) {
                found = line;
                isDefault = parsed.get().isDefault();
            }
        }
        return found;
    }

    /** A file in grub.d sets the variable anew, as Ubuntu's cloud images do, so that an edit of the main file is lost. */
    private static boolean isOverridden(List<ConfigLine> lines) {
        return lines.stream()
                .filter(l -> !l.path().equals(FILE) && !l.path().equals(ManagedFile.GRUB_DROP_IN))
                .flatMap(l -> GrubLine.parse(l.text()).stream())
                .anyMatch(g -> g.isDefault() && !g.keepsEarlier());
    }
}
