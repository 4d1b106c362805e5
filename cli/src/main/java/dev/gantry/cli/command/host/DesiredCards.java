package dev.gantry.cli.command.host;

import dev.gantry.cli.output.Node;
import java.util.ArrayList;
import java.util.List;

/** The cards of a desired state, in words. */
final class DesiredCards {
    private DesiredCards() {}

    /** E.g. {@code 0000:17:00.0  0: nvidia-700, 1: nvidia-699  MIG 2g.20gb: 1}, a line for each card. */
    static String text(Node desired) {
        List<String> lines = new ArrayList<>();
        for (Node card : cards(desired)) {
            List<String> functions = card.get("functions").items().stream()
                    .map(f -> f.get("index").text() + ": " + f.get("type").text())
                    .toList();
            List<String> slices = card.get("migDevices").members().entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue().text())
                    .toList();
            lines.add(card.get("address").text() + "  " + String.join(", ", functions)
                    + (slices.isEmpty() ? "" : "  MIG " + String.join(", ", slices)));
        }
        return String.join("\n", lines);
    }

    static List<Node> cards(Node desired) {
        return desired.at("desiredState.cards").items();
    }
}
