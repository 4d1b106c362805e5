package dev.gantry.provisioner.model.firmware;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.host.Platform;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Virtualization, IOMMU and SR-IOV as the firmware gives them: by evidence; set only where a tool can. What cannot end well is told before
 * anything is installed or rebooted.
 */
public final class FirmwareStep implements PlanStep {
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
        planVirtualization(context, off);
        if (!off.contains(SRIOV)) {
            context.targets().cards().forEach(card -> requireFunctions(context, card));
        }
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
            context.needReboot("BIOS settings");
        }
    }

    /** While the BIOS is about to switch it on, the evidence comes with the restart: before a driver is installed in vain. */
    private static void planVirtualization(PlanContext context, List<String> off) {
        Platform platform = context.facts().platform();
        boolean withoutIommu = platform.remappingTable().isEmpty() && !platform.hasIommu();
        if (platform.virtualization() && !withoutIommu) {
            return;
        }
        if (off.contains(VIRTUALIZATION)) {
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
                                .map(why -> " (" + why + ")")
                                .orElse(""),
                total == 0
                        ? "enable SR-IOV (global) in the BIOS setup, or choose a card that has it"
                        : "use indexes below " + total);
    }
}
