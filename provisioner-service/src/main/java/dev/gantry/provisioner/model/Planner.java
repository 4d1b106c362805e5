package dev.gantry.provisioner.model;

import dev.gantry.provisioner.model.boot.BootUnitsStep;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.driver.DriverFilesStep;
import dev.gantry.provisioner.model.driver.DriverStep;
import dev.gantry.provisioner.model.driver.NouveauStep;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.firmware.FirmwareStep;
import dev.gantry.provisioner.model.kernel.InitramfsStep;
import dev.gantry.provisioner.model.kernel.KernelArgumentsStep;
import dev.gantry.provisioner.model.mdev.MdevPackagesStep;
import dev.gantry.provisioner.model.mdev.MdevStep;
import dev.gantry.provisioner.model.mig.MigModeStep;
import dev.gantry.provisioner.model.mig.MigStep;
import dev.gantry.provisioner.model.mixed.MixedSizesStep;
import dev.gantry.provisioner.model.passthrough.BindingStep;
import dev.gantry.provisioner.model.passthrough.VfioModulesStep;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.reboot.RebootStep;
import dev.gantry.provisioner.model.sriov.SrIovStep;
import dev.gantry.provisioner.model.teardown.TeardownStep;
import dev.gantry.provisioner.model.vfio.VendorVfioStep;
import java.util.List;

/** Tells what stands between a host as found and as wanted. Pure: the same facts give the same plan. */
public final class Planner {
    /**
     * All steps in the order in which they are planned and made. What is taken apart goes before what is built; SR-IOV comes before MIG,
     * whose devices it wipes, and MIG before what sits on it. docs/steps.md is held to this list.
     */
    private static final List<PlanStep> STEPS = List.of(
            new FirmwareStep(),
            new TeardownStep(),
            new KernelArgumentsStep(),
            new NouveauStep(),
            new VfioModulesStep(),
            new InitramfsStep(),
            RebootStep.beforeTheDriver(),
            new DriverStep(),
            new MigModeStep(),
            RebootStep.forTheRest(),
            new BindingStep(),
            new SrIovStep(),
            new MigStep(),
            new MixedSizesStep(),
            new MdevPackagesStep(),
            new MdevStep(),
            new VendorVfioStep(),
            new BootUnitsStep(),
            new DriverFilesStep());

    private Planner() {}

    /** Changes possible now first; an empty plan means that everything wanted is in effect. */
    public static HostPlan plan(DesiredState wanted, HostFacts facts) {
        PlanContext context = new PlanContext(wanted, facts);
        STEPS.forEach(step -> step.plan(context));
        return context.result();
    }

    /** What the layers have inspected, in the order of the steps. */
    static List<InspectionPiece> inspections() {
        return STEPS.stream().flatMap(step -> step.inspection().stream()).toList();
    }

    /** Names of all steps, each once, in the order in which they are planned. */
    public static List<String> stepIds() {
        return STEPS.stream().map(PlanStep::id).distinct().toList();
    }
}
