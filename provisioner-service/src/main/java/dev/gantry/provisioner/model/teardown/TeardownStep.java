package dev.gantry.provisioner.model.teardown;

import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.FoundFunction;
import dev.gantry.provisioner.model.facts.FoundMig;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.mdev.MdevOperations;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has to go before anything else can come: vGPUs on cards whose MIG changes, everything on cards given another use. */
public final class TeardownStep {
    private final PlanContext planning;
    private final HostFacts facts;
    private final MdevOperations operations;
    private final List<String> lost = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> migOff = new ArrayList<>();
    private final List<String> sriovOff = new ArrayList<>();

    private TeardownStep(PlanContext planning) {
        this.planning = planning;
        this.facts = planning.facts();
        this.operations = new MdevOperations(facts);
    }

    public static void plan(PlanContext planning) {
        new TeardownStep(planning).plan();
    }

    private void plan() {
        for (FoundFunction gpu : facts.gpus()) {
            planning.targets().card(gpu.address()).ifPresentOrElse(t -> planTarget(gpu, t), () -> planOther(gpu));
        }
        lost.addAll(0, operations.destroyed());
        if (operations.isEmpty() && types.isEmpty() && migOff.isEmpty() && sriovOff.isEmpty()) {
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("operations", operations.text());
        parameters.put("types", String.join("\n", types));
        parameters.put("mig_off", String.join(" ", migOff));
        parameters.put("sriov_off", String.join(" ", sriovOff));
        planning.destroy(Step.TEARDOWN, summary(), Deadlines.CARDS, lost, Scripts.gpuChange("teardown", parameters));
        planning.hold();
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        if (!operations.isEmpty()) {
            parts.add(operations.summary());
        }
        if (!types.isEmpty()) {
            parts.add("free "
                    + String.join(
                            ", ",
                            types.stream()
                                    .map(t -> t.substring(0, t.indexOf(' ')))
                                    .toList()));
        }
        if (!migOff.isEmpty()) {
            parts.add("MIG off on " + String.join(", ", migOff));
        }
        if (!sriovOff.isEmpty()) {
            parts.add("virtual functions off on " + String.join(", ", sriovOff));
        }
        return String.join("; ", parts);
    }

    /** MIG cannot change under vGPUs. Their definitions stay, so that they come back under the same UUIDs. */
    private void planTarget(FoundFunction gpu, PlannedCard target) {
        boolean wantsMig = target.layout().usesMig();
        boolean changes = target.mig().isPresent()
                && target.mig().get().current() != FoundMig.Mode.NOT_CAPABLE
                && (wantsMig != target.isMigEnabled() || wantsMig && !target.hasMigAsWanted());
        if (!changes) {
            return;
        }
        gpu.functions().forEach(f -> operations.stopAll(f.address()));
        freeTypes(gpu);
    }

    private void planOther(FoundFunction gpu) {
        boolean given =
                planning.targets().whole().stream().anyMatch(w -> w.address().equals(gpu.address()));
        boolean nothing = planning.wanted().path() == DesiredState.Path.NONE;
        if (!given && !nothing || gpu.isBoundTo("vfio-pci")) {
            return;
        }
        PciAddress card = gpu.address();
        gpu.functions().forEach(f -> operations.clear(f.address()));
        clearDefinitions(card, gpu);
        freeTypes(gpu);
        Optional<FoundMig> mig = facts.mig(card).filter(m -> m.current() == FoundMig.Mode.ENABLED);
        if (mig.isPresent() && mig.get().pending() == FoundMig.Mode.DISABLED) {
            planning.needReboot("MIG mode of " + card + " is pending");
        } else if (mig.isPresent()) {
            migOff.add(card.toString());
        }
        if (!gpu.functions().isEmpty()) {
            sriovOff.add(card.toString());
        }
    }

    /** Definitions outlive their functions, whose addresses are then known only by arithmetic. */
    private void clearDefinitions(PciAddress card, FoundFunction gpu) {
        if (!gpu.functions().isEmpty()) {
            return;
        }
        for (int index = 0; index < gpu.totalFunctions(); index++) {
            operations.clear(card.virtualFunction(index));
        }
    }

    private void freeTypes(FoundFunction gpu) {
        gpu.functions().stream().filter(f -> f.currentType() > 0).forEach(f -> {
            types.add(f.address() + " 0");
            lost.add(f.address().toString());
        });
    }
}
