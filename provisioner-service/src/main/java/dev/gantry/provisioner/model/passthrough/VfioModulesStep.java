package dev.gantry.provisioner.model.passthrough;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.ConfigLine;
import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundFunction;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.ManagedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files that tell the kernel which modules to load and which not, and the initial ramdisk that carries them. */
public final class VfioModulesStep {
    private static final String NOUVEAU = "/etc/modprobe.d/blacklist-nouveau.conf";
    private static final String LOAD = "/etc/modules-load.d/vfio.conf";
    private static final String SOFT = "/etc/modprobe.d/gantry-vfio.conf";
    private static final String KVM = "/etc/modprobe.d/kvm.conf";
    private static final String DRACUT = "/etc/dracut.conf.d/gpu-vfio.conf";
    private static final String USB = "/etc/udev/rules.d/99-gpu.rules";
    public static final String INITRAMFS = "/etc/initramfs-tools/modules";
    private static final List<String> IN_RAMDISK = List.of(NOUVEAU, SOFT, DRACUT, INITRAMFS);

    private final PlanContext planning;
    private final HostFacts facts;
    private final FoundFiles files;
    private final List<ConfigLine> lines;

    private VfioModulesStep(PlanContext planning) {
        this.planning = planning;
        this.facts = planning.facts();
        this.files = facts.files();
        this.lines = facts.found().boot().modules();
    }

    public static void plan(PlanContext planning) {
        VfioModulesStep part = new VfioModulesStep(planning);
        part.refuseOthersBinding();
        part.planNouveau();
        part.planVfio();
    }

    /** USB and UCSI of consumer cards, which udev takes off the bus before a driver sees them. */
    public static boolean isRemovedUsb(FoundFunction function) {
        return function.pciClass().startsWith("0c03") || function.pciClass().startsWith("0c80");
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

    private void planNouveau() {
        FileChanges change = new FileChanges();
        boolean loaded = facts.found().hasLoaded("nouveau");
        if (planning.targets().isEmpty()) {
            if (isOurs(NOUVEAU)) {
                change.takeAway(NOUVEAU);
                change.makeRamdisk();
            }
        } else if (!isNouveauBlacklisted() && (loaded || facts.found().canLoad("nouveau"))) {
            change.put(ManagedFile.of(NOUVEAU, "0644", "blacklist nouveau\noptions nouveau modeset=0\n"));
            change.makeRamdisk();
        } else if (loaded && hasStaleRamdisk()) {
            change.makeRamdisk();
        }
        add(Step.NOUVEAU, change);
        if (loaded && !planning.targets().isEmpty()) {
            planning.needReboot("nouveau is loaded");
        }
    }

    private boolean isNouveauBlacklisted() {
        return lines.stream()
                .filter(l -> l.path().contains("/modprobe.d/"))
                .anyMatch(l -> l.text().strip().matches("blacklist\\s+nouveau"));
    }

    private boolean hasStaleRamdisk() {
        return !facts.found().boot().newerThanRamdisk().isEmpty();
    }

    private void planVfio() {
        FileChanges change = new FileChanges();
        if (planning.targets().whole().isEmpty()) {
            Stream.of(LOAD, SOFT, KVM, DRACUT, USB).filter(this::isOurs).forEach(change::takeAway);
            boolean block = hasBlock();
            if (block) {
                change.block(INITRAMFS, "");
            }
            if (block || isOurs(DRACUT)) {
                change.makeRamdisk();
            }
        } else {
            wanted(change);
            boolean stale = facts.found().boot().newerThanRamdisk().stream().anyMatch(IN_RAMDISK::contains);
            if (change.touchesAny(IN_RAMDISK) || stale) {
                change.makeRamdisk();
            }
        }
        add(Step.VFIO, change);
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
        if (files.file(KVM).isEmpty() || isOurs(KVM)) {
            put(change, ManagedFile.of(KVM, "0644", "options kvm ignore_msrs=Y\n"));
        }
        boolean usb = facts.functions().stream().anyMatch(VfioModulesStep::isRemovedUsb) || isOurs(USB);
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
        if (files.file(path).isPresent() && !isOurs(path) && namesAll(path, modules)) {
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

    private boolean isOurs(String path) {
        return files.file(path).filter(FoundFile::ours).isPresent();
    }

    private void add(Step step, FileChanges change) {
        if (!change.isEmpty()) {
            planning.run(step, change.summary(), Deadlines.RAMDISK, change.script());
        }
    }
}
