package dev.gantry.provisioner.model.mdev;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mediated devices of every card on the mdev framework: those wanted, with their types. What is not wanted went with the teardown. */
public final class MdevStep implements PlanStep {
    @Override
    public String id() {
        return "mdev";
    }

    @Override
    public void plan(PlanContext planning) {
        MdevOperations operations = new MdevOperations(planning.facts());
        for (PlannedCard card : planning.targets().cards()) {
            if (card.framework().filter(f -> f == Framework.MDEV).isPresent()) {
                planCard(planning, card, operations);
            } else if (card.framework().isEmpty() && !card.types().isEmpty()) {
                planning.expect(this, "make " + card.types().size() + " vGPUs on " + card.card());
            }
        }
        if (operations.isEmpty()) {
            return;
        }
        List<String> lost = operations.destroyed();
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("operations", operations.text());
        planning.destroy(this, operations.summary(), Deadlines.CARDS, lost, Scripts.gpuChange("mdev", parameters));
    }

    private void planCard(PlanContext planning, PlannedCard card, MdevOperations operations) {
        if (!card.isReadyForVgpus()) {
            if (!card.types().isEmpty()) {
                planning.expect(this, "make " + card.types().size() + " vGPUs on " + card.card());
            }
            return;
        }
        if (card.carriesVgpusItself()) {
            operations.wantOnCard(card.card(), card.types());
        } else {
            card.types().forEach((index, type) -> operations.want(card.functionAddress(index), type));
        }
    }
}
