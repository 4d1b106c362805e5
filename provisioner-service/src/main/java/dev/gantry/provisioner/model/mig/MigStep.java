package dev.gantry.provisioner.model.mig;

import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.model.script.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** MIG devices of every card that shall have them. It comes after SR-IOV, which wipes them. */
public final class MigStep implements PlanStep {
    // 2235 26b5: product ids of cards that the catalogue knows to have no MIG, so that nvidia-smi need not be asked
    private static final String NEVER_MIG = VgpuCatalogue.bundled().cards().stream()
            .filter(c -> !c.isMigCapable())
            .flatMap(c -> c.productIds().stream())
            .sorted()
            .distinct()
            .collect(Collectors.joining(" "));

    @Override
    public String id() {
        return "mig";
    }

    @Override
    public Optional<InspectionPiece> inspection() {
        InspectionPiece piece = InspectionPiece.beside(MigStep.class);
        return Optional.of(new InspectionPiece(
                piece.function(), Shell.assignments(Map.of("mig_never", NEVER_MIG)) + piece.text()));
    }

    @Override
    public void plan(PlanContext planning) {
        List<PlannedCard> differing = planning.targets().cards().stream()
                .filter(c -> c.layout().usesMig() && !c.hasDesiredMig())
                .toList();
        if (differing.isEmpty()) {
            return;
        }
        String cards =
                differing.stream().map(c -> c.card() + " " + c.migOrder()).collect(Collectors.joining("\n"));
        String summary = "make MIG devices " + cards.replace("\n", ", ");
        planning.requireIdleCards(summary, differing);
        planning.run(
                this,
                summary,
                Deadlines.CARDS,
                Scripts.gpuChange(MigStep.class, "mig", planning.onCards(differing, cards)));
        planning.hold();
    }
}
