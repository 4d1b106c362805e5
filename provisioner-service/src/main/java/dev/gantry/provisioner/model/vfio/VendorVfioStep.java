package dev.gantry.provisioner.model.vfio;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.FoundVf;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** vGPU types of every card on the vendor's own VFIO framework, which keeps them nowhere over a boot. */
public final class VendorVfioStep {
    private final List<String> frees = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    private VendorVfioStep() {}

    public static void plan(PlanContext planning) {
        VendorVfioStep part = new VendorVfioStep();
        for (PlannedCard card : planning.targets().cards()) {
            if (card.framework().filter(f -> f == Framework.VENDOR_VFIO).isEmpty()) {
                continue;
            }
            if (card.isReadyForVgpus()) {
                card.gpu().functions().forEach(f -> part.compare(f, card.types().get(f.index())));
            } else {
                planning.expect(Step.VENDOR_VFIO, "make " + card.types().size() + " vGPUs on " + card.card());
            }
        }
        // Cards that the layout does not name keep no vGPUs either.
        if (!planning.targets().isEmpty() && planning.targets().whole().isEmpty()) {
            planning.facts().gpus().stream()
                    .filter(g -> planning.targets().card(g.address()).isEmpty())
                    .forEach(g -> g.functions().forEach(f -> part.compare(f, null)));
        }
        part.add(planning);
    }

    private void compare(FoundVf vf, @Nullable MdevType type) {
        int wanted = type == null ? 0 : type.number();
        if (vf.currentType() == wanted) {
            return;
        }
        if (vf.currentType() > 0) {
            frees.add(vf.address() + " 0");
            lost.add(vf.address().toString());
        }
        if (wanted > 0) {
            sets.add(vf.address() + " " + wanted);
        }
    }

    private void add(PlanContext planning) {
        if (frees.isEmpty() && sets.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(frees);
        all.addAll(sets);
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost));
        parameters.put("types", String.join("\n", all));
        planning.destroy(
                Step.VENDOR_VFIO,
                "set vGPU types " + String.join(", ", all),
                Deadlines.CARDS,
                lost,
                Scripts.gpuChange("vendor-vfio", parameters));
    }
}
