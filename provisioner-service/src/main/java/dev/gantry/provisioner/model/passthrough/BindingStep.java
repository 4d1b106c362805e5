package dev.gantry.provisioner.model.passthrough;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.Neighbour;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which driver holds each card: vfio-pci for those given away whole, nvidia for those cut up. */
public final class BindingStep implements PlanStep {
    @Override
    public String id() {
        return "binding";
    }

    @Override
    public void plan(PlanContext planning) {
        List<String> lines = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (PlannedCard card : planning.targets().cards()) {
            if (isTakenFromOthers(planning, card.gpu())) {
                lines.add(card.card() + " nvidia");
                if (card.gpu().driver() != null) {
                    lost.add(card.card().toString());
                }
            }
        }
        for (FoundFunction whole : planning.targets().whole()) {
            if (!whole.isRemovedUsb()) {
                planWhole(planning, whole, lines, lost);
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("cards", String.join("\n", lines));
        String summary = "give "
                + String.join(", ", lines).replace(" vfio-pci", " to vfio-pci").replace(" nvidia", " to nvidia");
        if (planning.targets().whole().stream().anyMatch(w -> w.isBoundTo("nvidia"))) {
            planning.requireNoGpuProcess(summary);
        }
        planning.destroy(
                this, summary, Deadlines.CARDS, lost, Scripts.gpuChange(BindingStep.class, "binding", parameters));
        planning.hold();
    }

    /** One of vfio-pci at any time; one of pci-stub or of no driver once the driver runs here, since a boot gives it those that it can have. */
    private static boolean isTakenFromOthers(PlanContext planning, FoundFunction gpu) {
        return gpu.isBoundTo("vfio-pci")
                || planning.facts().driverVersion().isPresent() && !planning.isWaiting() && !gpu.isBoundTo("nvidia");
    }

    private static void planWhole(PlanContext planning, FoundFunction whole, List<String> lines, List<String> lost) {
        if (!whole.isBoundTo("vfio-pci")) {
            lines.add(whole.address() + " vfio-pci");
            if (whole.driver() != null) {
                lost.add(whole.address().toString());
            }
        }
        if (whole.iommuGroup() == null
                && planning.facts().iommu()
                && planning.rebootReasons().isEmpty()) {
            planning.block(
                    "card " + whole.address(),
                    "an IOMMU group",
                    "none for this function, while others of the host have one",
                    "look for a BIOS setting that takes its slot out of VT-d or AMD-Vi, or move the card to another"
                            + " slot");
        }
        for (Neighbour other : whole.neighbours()) {
            boolean given = planning.targets().whole().stream()
                    .anyMatch(w -> w.address().equals(other.address()));
            if (!given && !other.isBridge() && !other.driver().equals("vfio-pci")) {
                planning.block(
                        "card " + whole.address(),
                        "an IOMMU group of its own",
                        "%s (class %s, driver %s) in the same group"
                                .formatted(other.address(), other.pciClass(), other.driver()),
                        "give that function away too, or move the card to another slot");
            }
        }
    }
}
