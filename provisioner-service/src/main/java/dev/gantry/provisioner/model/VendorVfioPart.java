package dev.gantry.provisioner.model;

import dev.gantry.gpu.Framework;
import dev.gantry.gpu.MdevType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** vGPU types of every card on the vendor's own VFIO framework, which keeps them nowhere over a boot. */
final class VendorVfioPart {
    private VendorVfioPart() {}

    static void plan(Planning planning) {
        List<String> frees = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Target card : planning.targets().cards()) {
            if (card.framework().filter(f -> f == Framework.VENDOR_VFIO).isEmpty()) {
                continue;
            }
            if (!card.isReadyForVgpus()) {
                planning.expect(Step.VENDOR_VFIO, "make " + card.types().size() + " vGPUs on " + card.card());
                continue;
            }
            for (FoundVf vf : card.gpu().functions()) {
                int wanted = Optional.ofNullable(card.types().get(vf.index()))
                        .map(MdevType::number)
                        .orElse(0);
                if (vf.currentType() == wanted) {
                    continue;
                }
                if (vf.currentType() > 0) {
                    frees.add(vf.address() + " 0");
                    lost.add(vf.address().toString());
                }
                if (wanted > 0) {
                    sets.add(vf.address() + " " + wanted);
                }
            }
        }
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
