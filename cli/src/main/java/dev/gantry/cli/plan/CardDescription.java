package dev.gantry.cli.plan;

import dev.gantry.cli.plan.ConfigPlan.HostChange.Function;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is desired of a host's cards, a line for each. */
final class CardDescription {
    private CardDescription() {}

    static List<String> of(DesiredGpuState desired) {
        List<String> lines = new ArrayList<>();
        desired.vgpu().cards().forEach(card -> lines.add(line(card)));
        desired.passthrough().wishes().forEach(card -> lines.add(card + ": whole cards to guests"));
        return lines;
    }

    static List<Function> functions(DesiredGpuState desired) {
        return desired.vgpu().cards().stream()
                .flatMap(card -> card.virtualFunctions().stream()
                        .map(f -> new Function(
                                card.card().toString(), f.index(), f.type().toString())))
                .toList();
    }

    private static String line(CardLayout card) {
        Map<String, Integer> types = new TreeMap<>();
        card.virtualFunctions().forEach(f -> types.merge(f.type().toString(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        types.forEach((type, count) -> words.add(count + " x " + type));
        if (card.isDiscovery()) {
            words.add("virtual functions without types");
        }
        card.migDevices().forEach((profile, count) -> words.add("MIG " + count + " x " + profile));
        return card.card() + ": " + String.join(", ", words);
    }
}
