package dev.gantry.provisioner.model.mdev;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mediated devices of every card on the mdev framework: those wanted, with their types, and no others. */
public final class MdevStep {
    private MdevStep() {}

    public static void plan(PlanContext planning) {
        boolean needed = planning.targets().cards().stream()
                .anyMatch(c -> c.framework().filter(f -> f == Framework.MDEV).isPresent()
                        && !c.types().isEmpty());
        if (needed && !planning.facts().files().hasTool("mdevctl")) {
            planning.run(
                    Step.PACKAGES,
                    "install mdevctl",
                    Deadlines.PACKAGES,
                    Scripts.change("packages", Map.of("packages", "mdevctl")));
            planning.hold();
        }
        MdevOperations operations = new MdevOperations(planning.facts());
        for (PlannedCard card : planning.targets().cards()) {
            if (card.framework().filter(f -> f == Framework.MDEV).isPresent()) {
                planCard(planning, card, operations);
            } else if (card.framework().isPresent()) {
                // Definitions of before an upgrade of the system to the vendor's own framework.
                card.gpu().functions().forEach(f -> operations.clear(f.address()));
            } else if (!card.types().isEmpty()) {
                planning.expect(Step.MDEV, "make " + card.types().size() + " vGPUs on " + card.card());
            }
        }
        planUnlisted(planning, operations);
        if (operations.isEmpty()) {
            return;
        }
        List<String> lost = operations.destroyed();
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("operations", operations.text());
        planning.destroy(Step.MDEV, operations.summary(), Deadlines.CARDS, lost, Scripts.gpuChange("mdev", parameters));
    }

    private static void planCard(PlanContext planning, PlannedCard card, MdevOperations operations) {
        if (!card.isReadyForVgpus()) {
            if (!card.types().isEmpty()) {
                planning.expect(Step.MDEV, "make " + card.types().size() + " vGPUs on " + card.card());
            }
            return;
        }
        card.types().forEach((index, type) -> operations.want(card.functionAddress(index), type));
        card.gpu().functions().stream()
                .filter(f -> !card.types().containsKey(f.index()))
                .forEach(f -> operations.clear(f.address()));
    }

    /** Cards that the layout does not name keep no vGPUs either: the layout is all that is wanted. */
    private static void planUnlisted(PlanContext planning, MdevOperations operations) {
        if (planning.wanted().path() == DesiredState.Path.NONE
                || !planning.targets().whole().isEmpty()) {
            return;
        }
        planning.facts().gpus().stream()
                .filter(g -> planning.targets().card(g.address()).isEmpty())
                .forEach(g -> g.functions().forEach(f -> operations.clear(f.address())));
    }
}
