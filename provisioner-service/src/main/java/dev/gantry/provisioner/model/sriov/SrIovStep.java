package dev.gantry.provisioner.model.sriov;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Virtual functions on every card that shall have them. */
public final class SrIovStep implements PlanStep {
    @Override
    public String id() {
        return "sr-iov";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(SrIovStep.class));
    }

    @Override
    public void plan(PlanContext planning) {
        List<PlannedCard> missing = planning.targets().cards().stream()
                .filter(c -> c.wantsFunctions() && !c.hasFunctions())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        for (PlannedCard card : missing) {
            List<LiveMdev> live = card.gpu().functions().stream()
                    .flatMap(f -> planning.facts().mdevsOn(f.address()).stream())
                    .toList();
            if (!live.isEmpty()) {
                planning.block(
                        "card " + card.card(),
                        card.functionsNeeded() + " virtual functions ready",
                        "some missing while " + live.size() + " mdevs are on others",
                        "remove these mdevs (enabling under live vGPUs can unbind the card)");
            }
        }
        String summary = "switch on virtual functions of " + names(missing);
        planning.requireIdleCards(summary, missing);
        planning.requireNoGpuProcess(summary);
        String cards =
                missing.stream().map(c -> c.card() + " " + c.functionsNeeded()).collect(Collectors.joining("\n"));
        planning.run(
                this,
                summary,
                Deadlines.CARDS,
                Scripts.gpuChange(SrIovStep.class, "sriov", planning.onCards(missing, cards)));
        planning.hold();
    }

    public static String names(List<PlannedCard> cards) {
        return cards.stream().map(c -> c.card().toString()).collect(Collectors.joining(", "));
    }
}
