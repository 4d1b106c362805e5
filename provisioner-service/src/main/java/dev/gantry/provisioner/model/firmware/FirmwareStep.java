package dev.gantry.provisioner.model.firmware;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.Platform;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Virtualization, IOMMU and SR-IOV as the firmware gives them: by evidence; set only where a tool can. */
public final class FirmwareStep {
    private static final String SRIOV = "BIOS.IntegratedDevices.SriovGlobalEnable";
    private static final String VIRTUALIZATION = "BIOS.ProcSettings.ProcVirtualization";

    // Disabled (Pending Value=Enabled)
    private static final Pattern PENDING = Pattern.compile("Pending(?: Value)?\\s*[=:]\\s*Enabled");

    private FirmwareStep() {}

    public static void plan(PlanContext planning) {
        if (planning.targets().isEmpty()) {
            return;
        }
        planDell(planning);
        if (planning.rebootReasons().isEmpty()) {
            planByHand(planning);
        }
    }

    private static void planDell(PlanContext planning) {
        Map<String, String> racadm = planning.facts().platform().racadm();
        List<String> off = List.of(SRIOV, VIRTUALIZATION).stream()
                .filter(name -> racadm.getOrDefault(name, "Enabled").startsWith("Disabled"))
                .toList();
        List<String> toSet = off.stream()
                .filter(name -> !PENDING.matcher(racadm.getOrDefault(name, "")).find())
                .toList();
        // A pending value without a job waits for ever.
        boolean withoutJob = !off.isEmpty() && racadm.getOrDefault("job", "").equals("none");
        if (!toSet.isEmpty() || withoutJob) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("settings", String.join(" ", toSet));
            parameters.put("racadm", planning.facts().files().tools().get("racadm"));
            planning.run(
                    Step.FIRMWARE,
                    (toSet.isEmpty() ? "schedule the BIOS job" : "set " + String.join(", ", toSet)) + " by racadm",
                    Deadlines.CARDS,
                    Scripts.change("firmware", parameters));
        }
        if (!off.isEmpty()) {
            planning.needReboot("BIOS settings");
        }
    }

    private static void planByHand(PlanContext planning) {
        Platform platform = planning.facts().platform();
        String intel = platform.vendor().equals("amd") ? "AMD-V (SVM) and AMD-Vi (IOMMU)" : "VT-x and VT-d";
        if (!platform.virtualization()) {
            planning.block(
                    "firmware",
                    "virtualization on (vmx or svm in /proc/cpuinfo)",
                    "neither flag",
                    "enable " + intel + " in the BIOS setup and restart the host");
        } else if (platform.remappingTable().isEmpty() && !platform.hasIommu()) {
            planning.block(
                    "firmware",
                    "an IOMMU (ACPI table DMAR or IVRS)",
                    "neither table",
                    "enable " + intel + " in the BIOS setup and restart the host");
        }
        for (PlannedCard card : planning.targets().cards()) {
            if (card.wantsFunctions() && card.gpu().totalFunctions() < card.functionsNeeded()) {
                planning.block(
                        "card " + card.card(),
                        card.functionsNeeded() + " virtual functions",
                        "at most " + card.gpu().totalFunctions(),
                        card.gpu().totalFunctions() == 0
                                ? "enable SR-IOV (global) in the BIOS setup, or choose a card that has it"
                                : "use indexes below " + card.gpu().totalFunctions());
            }
        }
    }
}
