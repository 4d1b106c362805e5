package dev.gantry.provisioner.model.teardown;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.boot.StaleUnits;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.inspect.OutputValues;
import dev.gantry.provisioner.model.mdev.CardDevices;
import dev.gantry.provisioner.model.mdev.MdevOperations;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What of one host has to go: vGPUs on cards whose MIG changes, everything on cards given another use. */
final class Teardown {
    private final PlanStep step;
    private final PlanContext planning;
    private final HostFacts facts;
    private final MdevOperations operations;
    private final List<String> lost = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> migOff = new ArrayList<>();
    private final List<String> sriovOff = new ArrayList<>();

    /** What is taken apart has to be gone before it is known what comes; what is only too much has not. */
    private boolean isHolding;

    Teardown(PlanStep step, PlanContext planning) {
        this.step = step;
        this.planning = planning;
        this.facts = planning.facts();
        this.operations = new MdevOperations(facts);
    }

    void plan() {
        forgetOrphans();
        for (FoundFunction gpu : facts.gpus()) {
            planning.targets().card(gpu.address()).ifPresentOrElse(t -> planTarget(gpu, t), () -> planOther(gpu));
        }
        lost.addAll(0, operations.destroyed());
        StaleUnits stale = StaleUnits.of(planning);
        boolean devices = !(operations.isEmpty() && types.isEmpty() && migOff.isEmpty() && sriovOff.isEmpty());
        if (!devices && stale.change().isEmpty()) {
            return;
        }
        List<String> guarded = new ArrayList<>(lost);
        stale.devices().stream().filter(d -> !guarded.contains(d)).forEach(guarded::add);
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(guarded));
        parameters.put("operations", operations.text());
        parameters.put("types", String.join("\n", types));
        parameters.put("mig_off", String.join(" ", migOff));
        parameters.put("sriov_off", String.join(" ", sriovOff));
        parameters.putAll(stale.change().parameters());
        planning.destroy(
                step,
                summary(stale.change()),
                Deadlines.CARDS,
                lost,
                Scripts.gpuAndFilesChange(Teardown.class, "teardown", parameters));
        if (isHolding) {
            planning.hold();
        }
    }

    private String summary(FileChanges stale) {
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
        if (!stale.isEmpty()) {
            parts.add(stale.summary());
        }
        return String.join("; ", parts);
    }

    /** MIG cannot change under vGPUs. Their definitions stay, so that they come back under the same UUIDs. */
    private void planTarget(FoundFunction gpu, PlannedCard target) {
        if (isMigChanging(target)) {
            planning.requireReadable("card " + gpu.address(), PlanContext.functionsOf(gpu));
            isHolding |= hasVgpus(gpu);
            gpu.functions().forEach(f -> operations.stopAll(f.address()));
            freeTypes(gpu, f -> true);
        } else if (!target.wantsVgpus()) {
            operations.clear(gpu.address());
            gpu.functions().forEach(f -> operations.clear(f.address()));
            freeTypes(gpu, f -> true);
        } else if (target.carriesVgpusItself()) {
            if (target.isReadyForVgpus()) {
                operations.clearOthers(
                        gpu.address(), CardDevices.uuids(facts, target).values());
            }
        } else if (target.isReadyForVgpus()) {
            boolean vendor =
                    target.framework().filter(f -> f == Framework.VENDOR_VFIO).isPresent();
            // Definitions of before an upgrade of the system to the vendor's own framework go, too.
            gpu.functions().stream()
                    .filter(f -> vendor || !target.types().containsKey(f.index()))
                    .forEach(f -> operations.clear(f.address()));
            freeTypes(gpu, f -> !target.types().containsKey(f.index()));
        }
    }

    private static boolean isMigChanging(PlannedCard target) {
        boolean wantsMig = target.layout().usesMig();
        return target.mig()
                .filter(m -> m.current() != FoundMig.Mode.NOT_CAPABLE && m.current() != FoundMig.Mode.UNKNOWN)
                .filter(m -> wantsMig != target.isMigEnabled() || wantsMig && !target.hasDesiredMig())
                .isPresent();
    }

    /** A card that is not wanted cut up keeps no vGPUs, nor the MIG devices that we made: the desired state is all that is wanted. */
    private void planUnlisted(FoundFunction gpu) {
        PciAddress card = gpu.address();
        operations.clear(card);
        gpu.functions().forEach(f -> operations.clear(f.address()));
        clearDefinitions(card, gpu);
        freeTypes(gpu, f -> true);
        // A mode that waits for a reset is no reason for a reboot where nothing is wanted of the card.
        boolean isCut = facts.mig(card)
                .filter(m -> m.current() == FoundMig.Mode.ENABLED && m.pending() != FoundMig.Mode.DISABLED)
                .isPresent();
        if (isCut && StaleUnits.isCutByUs(facts, card)) {
            planning.requireReadable("card " + card, PlanContext.functionsOf(gpu));
            migOff.add(card.toString());
        }
    }

    /** Definitions on functions that no card of this host has: of a card that was taken out or moved to another slot. */
    private void forgetOrphans() {
        facts.definitions().stream()
                .filter(d -> d.type() != null && d.type().startsWith("nvidia-"))
                .flatMap(d -> OutputValues.parsed(PciAddress::parse, d.parent()).stream())
                .distinct()
                .filter(parent -> facts.gpus().stream().noneMatch(gpu -> owns(gpu, parent)))
                .forEach(operations::clear);
    }

    private static boolean owns(FoundFunction gpu, PciAddress function) {
        PciAddress card = gpu.address();
        return card.equals(function)
                || gpu.functions().stream().anyMatch(f -> f.address().equals(function))
                || IntStream.range(0, gpu.totalFunctions())
                        .anyMatch(index -> card.virtualFunction(index).equals(function));
    }

    private void planOther(FoundFunction gpu) {
        boolean given =
                planning.targets().whole().stream().anyMatch(w -> w.address().equals(gpu.address()));
        boolean nothing = planning.desired().path() == DesiredState.Path.NONE;
        if (gpu.isBoundTo("vfio-pci")) {
            clearDefinitions(gpu.address(), gpu);
            return;
        }
        if (!given && !nothing) {
            planUnlisted(gpu);
            return;
        }
        PciAddress card = gpu.address();
        planning.requireReadable("card " + card, PlanContext.functionsOf(gpu));
        isHolding |= hasVgpus(gpu) || !gpu.functions().isEmpty();
        operations.clear(card);
        gpu.functions().forEach(f -> operations.clear(f.address()));
        clearDefinitions(card, gpu);
        freeTypes(gpu, f -> true);
        Optional<FoundMig> mig = facts.mig(card).filter(m -> m.current() == FoundMig.Mode.ENABLED);
        if (mig.isPresent() && mig.get().pending() == FoundMig.Mode.DISABLED) {
            planning.needReboot("MIG mode of " + card + " is pending");
        } else if (mig.isPresent()) {
            migOff.add(card.toString());
            isHolding = true;
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

    private boolean hasVgpus(FoundFunction gpu) {
        return !facts.mdevsOn(gpu.address()).isEmpty()
                || gpu.functions().stream()
                        .anyMatch(f -> f.currentType() > 0
                                || !facts.mdevsOn(f.address()).isEmpty());
    }

    private void freeTypes(FoundFunction gpu, Predicate<FoundVf> which) {
        gpu.functions().stream().filter(f -> f.currentType() > 0).filter(which).forEach(f -> {
            types.add(f.address() + " 0");
            lost.add(f.address().toString());
        });
    }
}
