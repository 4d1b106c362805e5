package dev.gantry.provisioner.model.passthrough;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.ManagedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files about modules of one host, as wanted beside as found. */
final class ModuleFiles {
    private static final String LOAD = "/etc/modules-load.d/vfio.conf";
    private static final String SOFT = "/etc/modprobe.d/gantry-vfio.conf";
    private static final String KVM = "/etc/modprobe.d/kvm.conf";
    private static final String DRACUT = "/etc/dracut.conf.d/gpu-vfio.conf";
    private static final String USB = "/etc/udev/rules.d/99-gpu.rules";
    private static final String INITRAMFS = "/etc/initramfs-tools/modules";
    private static final List<String> IN_RAMDISK = List.of(SOFT, DRACUT, INITRAMFS);

    private final PlanStep step;
    private final PlanContext planning;
    private final HostFacts facts;
    private final FoundFiles files;
    private final List<ConfigLine> lines;

    ModuleFiles(PlanStep step, PlanContext planning) {
        this.step = step;
        this.planning = planning;
        this.facts = planning.facts();
        this.files = facts.files();
        this.lines = facts.found().boot().modules();
    }

    void plan() {
        refuseOthersBinding();
        planVfio();
    }

    /** Somebody else's file that gives a card to vfio-pci at every boot, where it shall be cut up. */
    private void refuseOthersBinding() {
        for (PlannedCard card : planning.targets().cards()) {
            lines.stream()
                    .filter(l -> givesAway(l, card.gpu()))
                    .findFirst()
                    .ifPresent(l -> planning.block(
                            "card " + card.card(),
                            "the driver nvidia at every boot",
                            l.path() + ": " + l.text().strip(),
                            "take the card out of that file"));
        }
    }

    // options vfio-pci ids=10de:20b5,10de:1aef disable_vga=1      /etc/driverctl.d/0000:17:00.0 holds: vfio-pci
    private static boolean givesAway(ConfigLine line, FoundFunction card) {
        String text = line.text().strip().toLowerCase(Locale.ROOT);
        return line.path().contains("/modprobe.d/")
                        && text.matches("options\\s+vfio[-_]pci\\s.*ids=\\S*" + card.model() + "\\b.*")
                || line.path().equals("/etc/driverctl.d/" + card.address()) && text.equals("vfio-pci");
    }

    private void planVfio() {
        FileChanges change = new FileChanges();
        if (planning.targets().whole().isEmpty()) {
            Stream.of(LOAD, SOFT, KVM, USB).filter(files::isOurs).forEach(change::takeAway);
            if (hasBlock()) {
                planning.removeWithRamdisk(INITRAMFS);
            }
            if (files.isOurs(DRACUT)) {
                planning.removeWithRamdisk(DRACUT);
            }
        } else {
            wanted(change);
            IN_RAMDISK.stream().filter(path -> change.touchesAny(List.of(path))).forEach(planning::needRamdisk);
            IN_RAMDISK.forEach(planning::needRamdiskIfOlder);
        }
        if (!change.isEmpty()) {
            planning.run(step, change.summary(), Deadlines.QUICK, change.script());
        }
    }

    private void wanted(FileChanges change) {
        List<String> modules = vfioModules();
        putModules(change, LOAD, String.join("\n", modules) + "\n", modules);
        put(
                change,
                ManagedFile.of(
                        SOFT,
                        "0644",
                        "softdep nouveau pre: vfio-pci\nsoftdep nvidia pre: vfio-pci\n"
                                + "softdep snd_hda_intel pre: vfio-pci\nsoftdep xhci_pci pre: vfio-pci\n"));
        if (files.file(KVM).isEmpty() || files.isOurs(KVM)) {
            put(change, ManagedFile.of(KVM, "0644", "options kvm ignore_msrs=Y\n"));
        }
        boolean usb = facts.functions().stream().anyMatch(FoundFunction::isRemovedUsb) || files.isOurs(USB);
        if (usb) {
            put(change, ManagedFile.of(USB, "0644", usbRules()));
        }
        if (files.hasTool("update-initramfs")) {
            if (!namesAll(INITRAMFS, modules)) {
                change.block(INITRAMFS, String.join("\n", modules) + "\n");
            }
        } else if (files.hasTool("dracut")) {
            // Blanks inside the quotes: dracut joins such lines of all its files without any.
            putModules(change, DRACUT, "add_drivers+=\" " + String.join(" ", modules) + " \"\n", modules);
        } else {
            planning.block(
                    "initial ramdisk",
                    "update-initramfs or dracut",
                    "neither",
                    "put " + String.join(", ", modules) + " into the ramdisk by hand");
        }
    }

    /** vfio_virqfd went into vfio itself; naming a module that is not there leaves the host degraded. */
    private List<String> vfioModules() {
        List<String> modules = new ArrayList<>(List.of("vfio", "vfio_iommu_type1", "vfio_pci"));
        if (facts.found().canLoad("vfio_virqfd")) {
            modules.add("vfio_virqfd");
        }
        return modules;
    }

    private static String usbRules() {
        String rule = "ACTION==\"add\", SUBSYSTEM==\"pci\", ATTR{vendor}==\"0x10de\", ATTR{class}==\"0x%s\","
                + " ATTR{remove}=\"1\"\n";
        return "# USB controllers of NVIDIA cards\n" + rule.formatted("0c0330")
                + "# USB Type-C controllers of NVIDIA cards\n" + rule.formatted("0c8000");
    }

    /** Somebody else's file that names the same modules is as good as ours. */
    private void putModules(FileChanges change, String path, String body, List<String> modules) {
        if (files.file(path).isPresent() && !files.isOurs(path) && namesAll(path, modules)) {
            return;
        }
        put(change, ManagedFile.of(path, "0644", body));
    }

    private void put(FileChanges change, ManagedFile file) {
        if (!file.isIn(files)) {
            change.put(file);
        }
    }

    private boolean namesAll(String path, List<String> modules) {
        List<String> words = lines.stream()
                .filter(l -> l.path().equals(path))
                .flatMap(l -> Stream.of(l.text().replaceFirst("^.*?\\+?=", "").split("[\\s\"]+")))
                .filter(w -> w.startsWith("vfio"))
                .map(w -> w.replace('-', '_'))
                .toList();
        return words.containsAll(modules) && modules.containsAll(words);
    }

    private boolean hasBlock() {
        return lines.stream()
                .anyMatch(l -> l.path().equals(INITRAMFS) && l.text().startsWith("# BEGIN Managed by Gantry"));
    }
}
