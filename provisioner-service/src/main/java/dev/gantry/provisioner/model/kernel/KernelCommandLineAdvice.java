package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to write by hand where the boot loader is one that is not edited here: systemd-boot and unified kernel images take the arguments of a
 * kernel from {@code /etc/kernel/cmdline}. Source: kernel-install(8), ukify(1), Proxmox VE's host bootloader.
 */
record KernelCommandLineAdvice(HostFacts facts) {
    private static final String FILE = "/etc/kernel/cmdline";
    private static final Map<String, String> TOOLS = new TreeMap<>(Map.of(
            "proxmox-boot-tool", "proxmox-boot-tool refresh",
            "sdbootutil", "sdbootutil update-all-entries",
            "kernelstub", "kernelstub (which keeps the arguments itself: kernelstub -a '<argument>')"));

    /** The file, its whole new line, and the command that makes boot entries of it. */
    String next(KernelArguments arguments) {
        SortedMap<String, String> found = facts.layer("kernel-cmdline");
        String given = found.values().stream().findFirst().orElse(facts.kernelArguments());
        List<String> line = new ArrayList<>(GrubLine.split(given).stream()
                .filter(arguments.contradicts().negate())
                .filter(a -> !found.isEmpty() || !isOfTheLoader(a))
                .toList());
        line.addAll(arguments.missingFrom(line));
        return "write the line '%s' to %s%s, then run %s and restart the host"
                .formatted(String.join(" ", line), FILE, hint(found), command());
    }

    private static String hint(SortedMap<String, String> found) {
        if (found.isEmpty()) {
            return " (which is not there: these are the arguments of now with those that are wanted), or where this"
                    + " host's boot loader has them";
        }
        return found.firstKey().equals(FILE) ? "" : " (it goes before %s)".formatted(found.firstKey());
    }

    private String command() {
        return TOOLS.entrySet().stream()
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
