package dev.gantry.provisioner.model.firmware;

import dev.gantry.provisioner.model.bios.BiosFacts;
import dev.gantry.provisioner.model.bios.BiosPurpose;
import dev.gantry.provisioner.model.bios.BiosSetting;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.host.Platform;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Virtualization, IOMMU and SR-IOV as the firmware gives them: by evidence; set only where a tool can. What cannot end well is told before
 * anything is installed or rebooted.
 */
public final class FirmwareStep implements PlanStep {
    public static final String REBOOT_REASON = "BIOS settings";

    private static final String SRIOV = "BIOS.IntegratedDevices.SriovGlobalEnable";

    /** Dell's switch for VT-x and VT-d, or AMD-V and AMD-Vi, in one. */
    private static final String VIRTUALIZATION = "BIOS.ProcSettings.ProcVirtualization";

    // Disabled (Pending Value=Enabled)
    private static final Pattern PENDING = Pattern.compile("Pending(?: Value)?\\s*[=:]\\s*Enabled");

    @Override
    public String id() {
        return "firmware";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(FirmwareStep.class));
    }

    @Override
    public void plan(PlanContext context) {
        if (context.targets().isEmpty()) {
            return;
        }
        List<String> off = off(context);
        planDell(context, off);
        Set<BiosPurpose> coming = EnumSet.noneOf(BiosPurpose.class);
        if (off.contains(VIRTUALIZATION)) {
            coming.add(BiosPurpose.VIRTUALIZATION);
        }
        if (off.contains(SRIOV)) {
            coming.add(BiosPurpose.SRIOV);
        }
        // A tool on the host and a controller beside it set the same; the tool's word is the fresher one.
        if (context.facts().platform().racadm().isEmpty()) {
            coming.addAll(planRedfish(context));
        }
        planVirtualization(context, coming);
        if (!coming.contains(BiosPurpose.SRIOV)) {
            context.targets().cards().forEach(card -> requireFunctions(context, card));
        }
    }

    /** @return what is off now and on after the restart */
    private Set<BiosPurpose> planRedfish(PlanContext context) {
        Set<BiosPurpose> missing = missing(context);
        SortedMap<String, String> toSet = new TreeMap<>();
        Set<BiosPurpose> coming = EnumSet.noneOf(BiosPurpose.class);
        for (BiosSetting setting : BiosFacts.settings(context.facts())) {
            BiosSetting.State state = setting.state();
            if (missing.contains(setting.purpose())
                    && (state == BiosSetting.State.OFF || state == BiosSetting.State.RESTART_NEEDED)) {
                coming.add(setting.purpose());
                setting.on()
                        .filter(on -> state == BiosSetting.State.OFF)
                        .ifPresent(on -> toSet.put(setting.attribute(), on));
            }
        }
        if (!toSet.isEmpty()) {
            String words = toSet.entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(", "));
            context.change(
                    new Change.SetBios(id(), "set " + words + " in the BIOS by Redfish", Deadlines.CARDS, toSet));
        }
        if (!coming.isEmpty()) {
            context.needReboot(REBOOT_REASON);
        }
        return coming;
    }

    /** What the host does not prove: what is in effect needs no switch. */
    private static Set<BiosPurpose> missing(PlanContext context) {
        Set<BiosPurpose> missing = EnumSet.noneOf(BiosPurpose.class);
        Platform platform = context.facts().platform();
        if (!platform.virtualization()) {
            missing.add(BiosPurpose.VIRTUALIZATION);
        }
        if (lacksIommu(platform)) {
            missing.add(BiosPurpose.IOMMU);
        }
        if (context.targets().cards().stream()
                .anyMatch(c -> c.wantsFunctions() && c.gpu().totalFunctions() < c.functionsNeeded())) {
            missing.add(BiosPurpose.SRIOV);
        }
        return missing;
    }

    private static boolean lacksIommu(Platform platform) {
        return platform.remappingTable().isEmpty() && !platform.hasIommu();
    }

    private static List<String> off(PlanContext context) {
        Map<String, String> racadm = context.facts().platform().racadm();
        // Whole cards, and cards up to Turing, need no virtual functions.
        boolean functions = context.targets().cards().stream().anyMatch(PlannedCard::wantsFunctions);
        return (functions ? List.of(SRIOV, VIRTUALIZATION) : List.of(VIRTUALIZATION))
                .stream()
                        .filter(name -> racadm.getOrDefault(name, "Enabled").startsWith("Disabled"))
                        .toList();
    }

    private void planDell(PlanContext context, List<String> off) {
        Map<String, String> racadm = context.facts().platform().racadm();
        List<String> toSet = off.stream()
                .filter(name -> !PENDING.matcher(racadm.getOrDefault(name, "")).find())
                .toList();
        // A pending value without a job waits for ever.
        boolean withoutJob = !off.isEmpty() && racadm.getOrDefault("job", "").equals("none");
        if (!toSet.isEmpty() || withoutJob) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("settings", String.join(" ", toSet));
            parameters.put("racadm", context.facts().files().tools().get("racadm"));
            context.run(
                    this,
                    (toSet.isEmpty() ? "schedule the BIOS job" : "set " + String.join(", ", toSet)) + " by racadm",
                    Deadlines.CARDS,
                    Scripts.change(FirmwareStep.class, "firmware", parameters));
        }
        if (!off.isEmpty()) {
            context.needReboot(REBOOT_REASON);
        }
    }

    /** While the BIOS is about to switch it on, the evidence comes with the restart: before a driver is installed in vain. */
    private static void planVirtualization(PlanContext context, Set<BiosPurpose> coming) {
        Platform platform = context.facts().platform();
        if (platform.virtualization() && !lacksIommu(platform)) {
            return;
        }
        if (coming.contains(BiosPurpose.VIRTUALIZATION) || coming.contains(BiosPurpose.IOMMU)) {
            context.needRebootFirst("virtualization comes with the BIOS settings");
            return;
        }
        String names = platform.vendor().equals("amd") ? "AMD-V (SVM) and AMD-Vi (IOMMU)" : "VT-x and VT-d";
        String next = "enable " + names + " in the BIOS setup and restart the host";
        if (!platform.virtualization()
                && context.facts().whyNotKnown("virtualization").isPresent()) {
            // The kernel comes up without it, too: what needs it is told by the IOMMU groups and by nova.
            return;
        }
        if (!platform.virtualization()) {
            context.block("firmware", "virtualization on (vmx or svm in /proc/cpuinfo)", "neither flag", next);
            return;
        }
        context.facts()
                .whyNotKnown("firmware table")
                .ifPresentOrElse(
                        why -> context.needRebootFirst("whether the firmware has an IOMMU is not known (" + why + ")"),
                        () -> context.block("firmware", "an IOMMU (ACPI table DMAR or IVRS)", "neither table", next));
    }

    private static void requireFunctions(PlanContext context, PlannedCard card) {
        int total = card.gpu().totalFunctions();
        if (!card.wantsFunctions() || total >= card.functionsNeeded()) {
            return;
        }
        context.block(
                "card " + card.card(),
                card.functionsNeeded() + " virtual functions",
                "at most " + total
                        + context.facts()
                                .whyNotKnown("racadm " + SRIOV)
                                .or(() -> context.facts().whyNotKnown(BiosFacts.NOT_KNOWN))
                                .map(why -> " (" + why + ")")
                                .orElse(""),
                total == 0
                        ? "enable SR-IOV (global) in the BIOS setup, or choose a card that has it"
                        : "use indexes below " + total);
    }
}
