package dev.gantry.provisioner.model;

import java.util.List;
import java.util.stream.Collectors;

/** MIG devices of every card that shall have them. It comes after SR-IOV, which wipes them. */
final class MigPart {
    private MigPart() {}

    static void plan(Planning planning) {
        List<Target> differing = planning.targets().cards().stream()
                .filter(c -> c.layout().usesMig() && !c.hasMigAsWanted())
                .toList();
        if (differing.isEmpty()) {
            return;
        }
        String cards =
                differing.stream().map(c -> c.card() + " " + c.migOrder()).collect(Collectors.joining("\n"));
        String summary = "make MIG devices " + cards.replace("\n", ", ");
        planning.requireIdle(summary, planning.partsOf(differing));
        planning.run(Step.MIG, summary, Deadlines.CARDS, Scripts.gpuChange("mig", planning.onCards(differing, cards)));
        planning.hold();
    }
}
