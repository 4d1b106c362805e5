package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.host.BootConfiguration;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import dev.gantry.provisioner.model.firmware.FirmwareStep;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kernel arguments: those of the next boot are made as wanted, and a reboot is asked for while those of this boot differ.
 */
final class KernelArgumentsChanges {
    private static final String ADDED = "# Managed by Gantry: added ";

    private final PlanStep step;
    private final PlanContext planning;
    private final HostFacts facts;
    private final BootConfiguration boot;
    private final List<String> running;

    KernelArgumentsChanges(PlanStep step, PlanContext planning) {
        this.step = step;
        this.planning = planning;
        this.facts = planning.facts();
        this.boot = facts.found().boot();
        this.running = GrubLine.split(facts.kernelArguments());
    }

    /** The BIOS is about to switch something on; the evidence comes with the restart. */
    private boolean isInBiosToCome() {
        return planning.rebootReasons().contains(FirmwareStep.REBOOT_REASON);
    }

    void plan() {
        KernelArguments arguments = arguments();
        BootArguments next = new BootArguments(facts);
        // Where neither the menu nor its source could be read, what runs is all that is known.
        boolean isConfigured = next.isKnown() ? next.satisfy(arguments) : arguments.isSatisfiedBy(running);
        if (!isConfigured) {
            configure(arguments);
        }
        // What was ours and is wanted no more does no harm until the next boot, so it is no reason for one.
        KernelArguments needed = new KernelArguments(arguments.desired(), Set.of(), arguments.isForGpus());
        List<String> left = cardsLeftGiven(arguments, next);
        if (!needed.isSatisfiedBy(running)) {
            planning.needReboot("kernel arguments in effect are not as wanted: " + difference(needed));
        } else if (!left.isEmpty()) {
            planning.needReboot("kernel arguments in effect still give cards away: -" + String.join(" -", left));
        } else if (isConfigured && !planning.targets().isEmpty() && !facts.iommu() && !isInBiosToCome()) {
            planning.block(
                    "IOMMU",
                    "groups in /sys/kernel/iommu_groups",
                    "none, although the kernel was started with what it needs",
                    "enable VT-d or AMD-Vi in the BIOS setup and restart the host");
        }
    }

    /** Where nothing is wanted: what still gives cards away, and the next boot does not. What somebody else put there stays in both. */
    private List<String> cardsLeftGiven(KernelArguments arguments, BootArguments next) {
        return running.stream()
                .filter(KernelArguments::givesNvidiaAway)
                .filter(a -> !arguments.desired().contains(a))
                .filter(a -> arguments.dropped().contains(a) || next.isKnown() && !next.has(a))
                .toList();
    }

    private String difference(KernelArguments arguments) {
        List<String> parts = new ArrayList<>();
        arguments.missingFrom(running).forEach(a -> parts.add("+" + a));
        running.stream().filter(arguments.contradicts()).forEach(a -> parts.add("-" + a));
        return String.join(" ", parts);
    }

    /** What the command line has to say, and what of ours it no longer has to. */
    private KernelArguments arguments() {
        Set<String> wanted = new LinkedHashSet<>(iommuArguments());
        boolean isForGpus = !planning.targets().isEmpty();
        // Where nothing is wanted, ids that are not ours are somebody's own.
        if (isForGpus || !boot.hasGrubFile() || hasOwnIds()) {
            wanted.addAll(idsArguments());
        }
        Set<String> dropped = new LinkedHashSet<>(added());
        dropped.removeAll(wanted);
        if (isForGpus) {
            dropped.removeIf(a -> KernelArguments.name(a).endsWith("iommu"));
        }
        return new KernelArguments(List.copyOf(wanted), dropped, isForGpus || !boot.hasGrubFile());
    }

    private List<String> iommuArguments() {
        List<String> wanted = new ArrayList<>();
        if (planning.targets().isEmpty()) {
            return wanted;
        }
        boolean isNamed = running.stream().anyMatch(a -> KernelArguments.name(a).equals("intel_iommu"));
        if (isIntel() && !(facts.iommu() && !isNamed)) {
            wanted.add("intel_iommu=on");
        }
        if (planning.desired().options().iommuPassthroughMode()) {
            wanted.add("iommu=pt");
        }
        return wanted;
    }

    private List<String> idsArguments() {
        List<String> models = new ArrayList<>(new TreeSet<>(planning.targets().whole().stream()
                .filter(f -> !f.isRemovedUsb())
                .map(FoundFunction::model)
                .toList()));
        List<String> everywhere = Stream.concat(
                        running.stream(), boot.entries().stream().flatMap(e -> GrubLine.split(e.text()).stream()))
                .toList();
        return KernelArguments.idsArguments(models, everywhere);
    }

    private boolean hasOwnIds() {
        return added().stream().anyMatch(a -> KernelArguments.name(a).endsWith(".ids"));
    }

    /** What earlier runs put there, by the comment that they left beside it. */
    private List<String> added() {
        return boot.grub().stream()
                .map(ConfigLine::text)
                .filter(t -> t.startsWith(ADDED))
                .flatMap(t -> GrubLine.split(t.substring(ADDED.length())).stream())
                .toList();
    }

    private boolean isIntel() {
        return facts.platform().vendor().equals("intel");
    }

    /** vfio-pci.ids names products, so that it takes cards along of which nobody spoke. */
    private String takenToo() {
        List<FoundFunction> whole = planning.targets().whole();
        String more = facts.gpus().stream()
                .filter(gpu -> whole.stream().anyMatch(w -> w.model().equals(gpu.model())))
                .filter(gpu -> whole.stream().noneMatch(w -> w.address().equals(gpu.address())))
                .map(gpu -> gpu.address().toString())
                .collect(Collectors.joining(", "));
        return more.isEmpty() ? "" : " (which gives " + more + " away too: ids name every card of a product)";
    }

    private void configure(KernelArguments arguments) {
        Bootloader.Kind kind = Bootloader.kind(facts);
        if (kind == Bootloader.Kind.UNKNOWN) {
            planning.block(
                    "kernel arguments",
                    String.join(" ", arguments.desired()),
                    "neither /etc/default/grub with update-grub or grub2-mkconfig, nor grubby, nor a loader that takes"
                            + " them from /etc/kernel/cmdline",
                    new KernelCommandLine(facts).next(arguments));
            return;
        }
        String summary = arguments.desired().isEmpty()
                ? "take our arguments off the kernel's command line"
                : "have the kernel started with " + String.join(" ", arguments.desired()) + takenToo();
        planning.run(step, summary, Deadlines.RAMDISK, new Bootloader(facts, kind).script(arguments, added(), ADDED));
    }
}
