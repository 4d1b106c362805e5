package dev.gantry.provisioner.model.mig;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.FoundMig;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MIG mode of every card that shall be cut into MIG devices, or no longer. It comes before SR-IOV, which resets the card. */
public final class MigModeStep implements PlanStep {
    @Override
    public String id() {
        return "mig-mode";
    }

    @Override
    public void plan(PlanContext planning) {
        List<String> lines = new ArrayList<>();
        List<PlannedCard> switched = new ArrayList<>();
        // Before the restart that a new driver needs nvidia-smi does not answer; what it says then counts.
        if (planning.rebootReasons().isEmpty()) {
            planning.facts()
                    .whyNotKnown("mig")
                    .filter(why -> !planning.targets().cards().isEmpty())
                    .ifPresent(why -> planning.block(
                            "MIG",
                            "a list of MIG devices from nvidia-smi",
                            why,
                            "see what nvidia-smi mig -lgi says on the host"));
        }
        for (PlannedCard card : planning.targets().cards()) {
            if (card.mig().isEmpty()) {
                planWithoutAnswer(planning, card);
                continue;
            }
            int before = lines.size();
            planCard(planning, card, card.mig().get(), lines);
            if (lines.size() > before) {
                switched.add(card);
            }
        }
        if (!lines.isEmpty()) {
            String summary = "set MIG mode of "
                    + String.join(
                            ", ",
                            lines.stream()
                                    .map(l -> l.replaceFirst(" 1$", " on").replaceFirst(" 0$", " off"))
                                    .toList());
            planning.requireIdle(summary, planning.partsOf(switched));
            planning.run(
                    this,
                    summary,
                    Deadlines.CARDS,
                    Scripts.gpuChange("mig-mode", planning.onCards(switched, String.join("\n", lines))));
            planning.hold();
        }
    }

    private void planWithoutAnswer(PlanContext planning, PlannedCard card) {
        boolean isAsked = planning.facts().driverVersion().isPresent()
                && card.gpu().isBoundTo("nvidia")
                && planning.rebootReasons().isEmpty()
                && !planning.isWaiting();
        Optional<String> notKnown = planning.facts().whyNotKnown("mig " + card.card());
        if (isAsked && notKnown.isPresent()) {
            blockNotKnown(planning, card, notKnown.get());
        } else if (isAsked && card.layout().usesMig()) {
            planning.block(
                    "card " + card.card(),
                    "MIG devices",
                    "a card that is known to have no MIG",
                    "remove mig_devices of this card");
        } else if (card.layout().usesMig()) {
            planning.expect(this, "set MIG mode of " + card.card() + " on");
        }
    }

    private static void blockNotKnown(PlanContext planning, PlannedCard card, String why) {
        planning.block(
                "card " + card.card(),
                "to know its MIG mode",
                "no answer: " + why,
                "see what nvidia-smi -i " + card.card() + " says on the host");
    }

    private void planCard(PlanContext planning, PlannedCard card, FoundMig mig, List<String> lines) {
        boolean wanted = card.layout().usesMig();
        if (wanted && mig.current() == FoundMig.Mode.NOT_CAPABLE) {
            planning.block(
                    "card " + card.card(), "MIG devices", "a card without MIG", "remove mig_devices of this card");
            return;
        }
        if (mig.current() == FoundMig.Mode.UNKNOWN && planning.rebootReasons().isEmpty()) {
            blockNotKnown(planning, card, "nvidia-smi names a mode that is neither Enabled, Disabled nor [N/A]");
            return;
        }
        FoundMig.Mode mode = wanted ? FoundMig.Mode.ENABLED : FoundMig.Mode.DISABLED;
        boolean able = mig.current() == FoundMig.Mode.ENABLED || mig.current() == FoundMig.Mode.DISABLED;
        if (!able || mig.current() == mode && mig.pending() == mode) {
            return;
        }
        if (mig.pending() == mode) {
            planning.needReboot("MIG mode of " + card.card() + " is pending");
        } else {
            lines.add(card.card() + (wanted ? " 1" : " 0"));
        }
    }
}
