package dev.gantry.provisioner.model.mdev;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Mediated devices of every card on the mdev framework: those wanted, with their types. What is not wanted went with the teardown. */
public final class MdevStep implements PlanStep {
    @Override
    public String id() {
        return "mdev";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        return Optional.of(InspectionPiece.beside(MdevStep.class));
    }

    @Override
    public void plan(PlanContext planning) {
        MdevOperations operations = new MdevOperations(planning.facts());
        for (PlannedCard card : planning.targets().cards()) {
            if (card.framework().filter(f -> f == Framework.MDEV).isPresent()) {
                planCard(planning, card, operations);
            } else if (card.framework().isEmpty()) {
                expect(planning, card);
            }
        }
        if (operations.isEmpty()) {
            return;
        }
        List<String> lost = operations.destroyed();
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("operations", operations.text());
        planning.destroy(
                this,
                operations.summary(),
                Deadlines.CARDS,
                lost,
                Scripts.gpuChange(MdevStep.class, "mdev", parameters));
    }

    /** By what is wanted: which number a type has may only be known when its card is ready. */
    private void expect(PlanContext planning, PlannedCard card) {
        int wanted = card.layout().virtualFunctions().size();
        if (wanted > 0) {
            planning.expect(this, "make " + wanted + " vGPUs on " + card.card());
        }
    }

    private void planCard(PlanContext planning, PlannedCard card, MdevOperations operations) {
        if (!card.isReadyForVgpus()) {
            expect(planning, card);
            return;
        }
        planning.requireReadable(
                "vGPUs of card " + card.card(),
                card.types().keySet().stream()
                        .map(card::functionAddress)
                        .distinct()
                        .toList());
        if (card.carriesVgpusItself()) {
            operations.wantOnCard(card.card(), card.types());
        } else {
            card.largestFirst()
                    .forEach(index -> operations.want(
                            card.functionAddress(index),
                            Objects.requireNonNull(card.types().get(index))));
        }
    }
}
