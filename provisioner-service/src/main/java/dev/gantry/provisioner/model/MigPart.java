package dev.gantry.provisioner.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(List.of()));
        parameters.put("cards", cards);
        planning.run(
                Step.MIG,
                "make MIG devices " + cards.replace("\n", ", "),
                Deadlines.CARDS,
                Scripts.gpuChange("mig", parameters));
        planning.hold();
    }
}
