package dev.gantry.provisioner.model.mig;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.card.FoundMig;
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
        // Before the restart that a new driver needs nvidia-smi does not answer; what it says then counts.
        boolean counts = planning.rebootReasons().isEmpty();
        List<String> lines = new ArrayList<>();
        List<PlannedCard> switched = new ArrayList<>();
        for (PlannedCard card : planning.targets().cards()) {
            Optional<String> notKnown = planning.facts().whyNotKnown("mig " + card.card());
            if (notKnown.isPresent()) {
                planNotKnown(planning, card, notKnown.get(), counts);
            } else if (card.mig().isEmpty()) {
                planWithoutAnswer(planning, card, counts && !planning.isWaiting());
            } else if (isSwitched(planning, card, card.mig().get())) {
                lines.add(card.card() + (card.layout().usesMig() ? " 1" : " 0"));
                switched.add(card);
            }
        }
        if (!lines.isEmpty()) {
            switchModes(planning, switched, lines);
        }
    }

    private void switchModes(PlanContext planning, List<PlannedCard> cards, List<String> lines) {
        String summary = "set MIG mode of "
                + String.join(
                        ", ",
                        lines.stream()
                                .map(l -> l.replaceFirst(" 1$", " on").replaceFirst(" 0$", " off"))
                                .toList());
        planning.requireIdleCards(summary, cards);
        planning.run(
                this,
                summary,
                Deadlines.CARDS,
                Scripts.gpuChange(MigModeStep.class, "mig-mode", planning.onCards(cards, String.join("\n", lines))));
        planning.hold();
    }

    /** Its mode, or which MIG devices it has; nothing is concluded from that. */
    private void planNotKnown(PlanContext planning, PlannedCard card, String why, boolean counts) {
        if (counts && isAsked(planning, card)) {
            planning.block(
                    "card " + card.card(),
                    "to know its MIG mode and devices",
                    "no answer: " + why,
                    "see what nvidia-smi -i " + card.card() + " says on the host, and its NVRM lines in dmesg");
        } else if (card.layout().usesMig()) {
            planning.expect(this, "set MIG mode of " + card.card() + " on");
        }
    }

    private void planWithoutAnswer(PlanContext planning, PlannedCard card, boolean counts) {
        if (counts && isAsked(planning, card) && card.layout().usesMig()) {
            blockNoMig(planning, card, "a card that is known to have no MIG");
        } else if (card.layout().usesMig()) {
            planning.expect(this, "set MIG mode of " + card.card() + " on");
        }
    }

    private static boolean isAsked(PlanContext planning, PlannedCard card) {
        return planning.facts().driverVersion().isPresent() && card.gpu().isBoundTo("nvidia");
    }

    /** Whether the mode has to be switched now; what waits for a reset already asks for a reboot. */
    private static boolean isSwitched(PlanContext planning, PlannedCard card, FoundMig mig) {
        boolean wanted = card.layout().usesMig();
        if (mig.current() == FoundMig.Mode.NOT_CAPABLE) {
            if (wanted) {
                blockNoMig(planning, card, "a card without MIG");
            }
            return false;
        }
        FoundMig.Mode mode = wanted ? FoundMig.Mode.ENABLED : FoundMig.Mode.DISABLED;
        if (mig.pending() == mode && mig.current() != mode) {
            planning.needReboot("MIG mode of " + card.card() + " is pending");
        }
        return mig.pending() != mode;
    }

    private static void blockNoMig(PlanContext planning, PlannedCard card, String found) {
        planning.block("card " + card.card(), "MIG devices", found, "remove mig_devices of this card");
    }
}
