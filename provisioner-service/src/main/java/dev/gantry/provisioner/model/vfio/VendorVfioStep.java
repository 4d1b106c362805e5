package dev.gantry.provisioner.model.vfio;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** vGPU types of every card on the vendor's own VFIO framework, which keeps them nowhere over a boot. What is not wanted was freed by the teardown. */
public final class VendorVfioStep implements PlanStep {
    @Override
    public String id() {
        return "vendor-vfio";
    }

    @Override
    public void plan(PlanContext context) {
        List<String> frees = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (PlannedCard card : context.targets().cards()) {
            if (card.framework().filter(f -> f == Framework.VENDOR_VFIO).isEmpty()
                    || card.layout().virtualFunctions().isEmpty()) {
                continue;
            }
            if (!card.isReadyForVgpus()) {
                context.expect(this, "make " + card.layout().virtualFunctions().size() + " vGPUs on " + card.card());
                continue;
            }
            context.requireReadable(
                    "vGPUs of card " + card.card(),
                    card.types().keySet().stream().map(card::functionAddress).toList());
            planCard(card, frees, sets, lost);
        }
        if (sets.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(frees);
        all.addAll(sets);
        Map<String, String> parameters = new LinkedHashMap<>(context.guarded(lost));
        parameters.put("types", String.join("\n", all));
        context.destroy(
                this,
                "set vGPU types " + String.join(", ", all),
                Deadlines.CARDS,
                lost,
                Scripts.gpuChange(VendorVfioStep.class, "vendor-vfio", parameters));
    }

    private static void planCard(PlannedCard card, List<String> frees, List<String> sets, List<String> lost) {
        card.types().forEach((index, type) -> card.gpu()
                .function(index)
                .filter(vf -> vf.currentType() != type.number())
                .ifPresent(vf -> {
                    if (vf.currentType() > 0) {
                        frees.add(vf.address() + " 0");
                        lost.add(vf.address().toString());
                    }
                    sets.add(line(vf, type));
                }));
    }

    private static String line(FoundVf vf, MdevType type) {
        return vf.address() + " " + type.number();
    }
}
