package dev.gantry.provisioner.model.mig;

import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.List;
import java.util.stream.Collectors;

/** MIG devices of every card that shall have them. It comes after SR-IOV, which wipes them. */
public final class MigStep implements PlanStep {
    @Override
    public String id() {
        return "mig";
    }

    @Override
    public void plan(PlanContext planning) {
        List<PlannedCard> differing = planning.targets().cards().stream()
                .filter(c -> c.layout().usesMig() && !c.hasMigAsWanted())
                .toList();
        if (differing.isEmpty()) {
            return;
        }
        String cards =
                differing.stream().map(c -> c.card() + " " + c.migOrder()).collect(Collectors.joining("\n"));
        String summary = "make MIG devices " + cards.replace("\n", ", ");
        planning.requireIdle(summary, planning.partsOf(differing));
        planning.run(this, summary, Deadlines.CARDS, Scripts.gpuChange("mig", planning.onCards(differing, cards)));
        planning.hold();
    }
}
