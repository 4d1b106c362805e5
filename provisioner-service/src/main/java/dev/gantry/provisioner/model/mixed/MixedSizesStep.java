package dev.gantry.provisioner.model.mixed;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The driver's heterogeneous mode of every card whose time-sliced vGPUs differ in size. It can be switched only while the card carries no
 * vGPU, and a boot or a reload of the driver ends it. Source: NVIDIA's vGPU user guide, "Configuring a GPU for mixed-size vGPUs".
 */
public final class MixedSizesStep implements PlanStep {
    /** The branch of vGPU 17, the first that has the mode. */
    private static final int BRANCH = 550;

    @Override
    public String id() {
        return "mixed-sizes";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(MixedSizesStep.class));
    }

    @Override
    public void plan(PlanContext planning) {
        List<String> lines = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (PlannedCard card : planning.targets().cards()) {
            String mode = planning.facts().layer(id()).getOrDefault(card.card().toString(), "");
            if (card.mixesSizes()) {
                planCard(planning, card, mode, lines, lost);
            } else if (mode.equals("Enabled") && carried(planning.facts(), card).isEmpty()) {
                lines.add(card.card() + " 0");
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("cards", String.join("\n", lines));
        parameters.put("devices", String.join(" ", lost));
        String summary = "set mixed sizes of vGPUs "
                + String.join(", ", lines).replace(" 1", " on").replace(" 0", " off");
        planning.destroy(
                this,
                summary,
                Deadlines.CARDS,
                lost,
                Scripts.gpuChange(MixedSizesStep.class, "mixed-sizes", parameters));
        planning.hold();
    }

    private void planCard(PlanContext planning, PlannedCard card, String mode, List<String> lines, List<String> lost) {
        Optional<Integer> branch =
                planning.facts().driverVersion().map(v -> Integer.parseInt(v.replaceFirst("\\..*", "")));
        if (mode.equals("Enabled")) {
            return;
        }
        if (branch.isEmpty()
                || planning.isWaiting()
                || !planning.rebootReasons().isEmpty()) {
            planning.expect(this, "set mixed sizes of vGPUs " + card.card() + " on");
        } else if (branch.get() < BRANCH) {
            block(
                    planning,
                    card,
                    "driver " + branch.get() + ", which has no such mode",
                    "take a driver of vGPU 17 or later");
        } else if (mode.equals("Disabled")) {
            lines.add(card.card() + " 1");
            lost.addAll(carried(planning.facts(), card));
        } else {
            String why = planning.facts()
                    .whyNotKnown(id() + " " + card.card())
                    .or(() -> planning.facts().whyNotKnown(id()))
                    .orElse("nvidia-smi -q says '" + mode + "' of its mode");
            block(planning, card, why, "give all virtual functions of the card types of one size");
        }
    }

    private static void block(PlanContext planning, PlannedCard card, String found, String next) {
        planning.block("card " + card.card(), "vGPUs of different sizes (heterogeneous mode)", found, next);
    }

    /** What the card carries now: it is made again after the mode was switched, under the same UUIDs. */
    private static List<String> carried(HostFacts facts, PlannedCard card) {
        List<String> devices = new ArrayList<>();
        facts.mdevsOn(card.card()).forEach(m -> devices.add(m.uuid().toString()));
        for (FoundVf function : card.gpu().functions()) {
            facts.mdevsOn(function.address()).forEach(m -> devices.add(m.uuid().toString()));
            if (function.currentType() > 0) {
                devices.add(function.address().toString());
            }
        }
        return devices;
    }
}
