package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The arguments of a host that is booted without grub: systemd-boot, unified kernel images and Proxmox take those of the next kernel from
 * {@code /etc/kernel/cmdline}. Source: kernel-install(8), ukify(1), Proxmox VE's host bootloader.
 */
record KernelCommandLine(HostFacts facts) {
    private static final String FILE = "/etc/kernel/cmdline";
    private static final String INSTALL = "kernel-install";

    /** Tools that make boot entries of the file, the most particular first. */
    private static final List<String> TOOLS = List.of("proxmox-boot-tool", "sdbootutil", INSTALL);

    private static final Map<String, String> COMMANDS = new TreeMap<>(Map.of(
            "proxmox-boot-tool", "proxmox-boot-tool refresh",
            "sdbootutil", "sdbootutil update-all-entries",
            "kernelstub", "kernelstub (which keeps the arguments itself: kernelstub -a '<argument>')"));

    /**
     * Whether it may be edited: the host was booted by a loader whose entries are made of it, it names the root file system that runs, and the
     * tool that makes the entries is there. Otherwise an edit would have no effect, or leave a host that does not boot.
     */
    boolean isEditable() {
        return !found().isEmpty()
                && isBootedFromEntries()
                && root(arguments()).equals(root(GrubLine.split(facts.kernelArguments())))
                && tool().isPresent();
    }

    /** What the next boot is given once entries are made of it. */
    List<String> arguments() {
        return GrubLine.split(line());
    }

    /** A call was killed between the line and the entries. */
    boolean isUnfinished() {
        return !facts.layer("kernel-unfinished").isEmpty();
    }

    private SortedMap<String, String> found() {
        return facts.layer("kernel-cmdline");
    }

    private String line() {
        return found().values().stream().findFirst().orElse("");
    }

    /** The loader names itself in EFI variables; older ones of systemd show by the ramdisk's path, which grub does not pass on. */
    private boolean isBootedFromEntries() {
        SortedMap<String, String> loader = facts.layer("kernel-loader");
        String name = loader.getOrDefault("LoaderInfo", "");
        if (!name.isEmpty() && !name.startsWith("systemd-boot")) {
            return false;
        }
        boolean isUnified = loader.containsKey("StubInfo");
        String layout = facts.layer("kernel-layout").getOrDefault("layout", "");
        boolean isMadeUnified = !tool().orElse("").equals(INSTALL) || layout.equals("uki");
        return isUnified
                ? isMadeUnified
                : !name.isEmpty() || facts.kernelArguments().contains("initrd=\\");
    }

    private static Optional<String> root(List<String> arguments) {
        return arguments.stream().filter(a -> a.startsWith("root=")).reduce((first, last) -> last);
    }

    private Optional<String> tool() {
        boolean isKernelstubs = facts.files().hasTool("kernelstub");
        return TOOLS.stream()
                .filter(tool -> facts.files().hasTool(tool) && !isKernelstubs)
                .findFirst();
    }

    /** @param addedMark what begins the line that tells later runs which arguments are ours */
    String script(KernelArguments arguments, List<String> added, String addedMark) {
        List<String> line = wanted(arguments, arguments());
        List<String> ours = new ArrayList<>(added);
        ours.removeIf(a -> !arguments.desired().contains(a));
        arguments.missingFrom(arguments()).stream()
                .filter(a -> !ours.contains(a))
                .forEach(ours::add);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("before", line());
        parameters.put("command_line", String.join(" ", line));
        parameters.put("ours", marked(ours, addedMark));
        parameters.put("ours_before", marked(added, addedMark));
        parameters.put("how", tool().orElse(INSTALL));
        return Scripts.change(KernelCommandLine.class, "command-line", parameters);
    }

    private static String marked(List<String> arguments, String mark) {
        return arguments.isEmpty() ? "" : mark + String.join(" ", arguments);
    }

    private static List<String> wanted(KernelArguments arguments, List<String> given) {
        List<String> line = new ArrayList<>(
                given.stream().filter(arguments.contradicts().negate()).toList());
        line.addAll(arguments.missingFrom(line));
        return line;
    }

    /** What to do by hand where it is not edited: the file, its whole new line, and the command that makes boot entries of it. */
    String next(KernelArguments arguments) {
        SortedMap<String, String> found = found();
        List<String> given = found.isEmpty()
                ? GrubLine.split(facts.kernelArguments()).stream()
                        .filter(a -> !isOfTheLoader(a))
                        .toList()
                : arguments();
        return "write the line '%s' to %s%s, then run %s and restart the host"
                .formatted(String.join(" ", wanted(arguments, given)), FILE, hint(found), command());
    }

    private static String hint(SortedMap<String, String> found) {
        if (found.isEmpty()) {
            return " (which is not there: these are the arguments of now with those that are wanted), or where this"
                    + " host's boot loader has them";
        }
        return found.firstKey().equals(FILE) ? "" : " (it goes before %s)".formatted(found.firstKey());
    }

    private String command() {
        return COMMANDS.entrySet().stream()
                .filter(tool -> facts.files().hasTool(tool.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("kernel-install add %1$s /lib/modules/%1$s/vmlinuz"
                        .formatted(facts.machine().kernel()));
    }

    /** What a boot loader adds itself. */
    private static boolean isOfTheLoader(String argument) {
        return argument.startsWith("BOOT_IMAGE=") || argument.startsWith("initrd=");
    }
}
