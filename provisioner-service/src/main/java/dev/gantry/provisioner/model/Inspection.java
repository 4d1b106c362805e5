package dev.gantry.provisioner.model;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import dev.gantry.provisioner.model.plan.InspectionPiece;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a host is inspected: one script, put together from the pieces of the layers, one output. It changes nothing and asks nothing of the
 * host but a POSIX shell.
 */
public final class Inspection {
    // The script itself comes by standard input, so nothing in it may read from there. What a login prints before may
    // not end its
    // line: a window title, a prompt.
    private static final String MAIN = """

        {
          echo
          say %s
          cd "$here" || exit 1
        %s
          say %s
        } </dev/null 9</dev/null
        """;

    private Inspection() {}

    /** For {@code sudo -n sh -s}, read from standard input. */
    public static String script() {
        List<InspectionPiece> pieces = pieces();
        String texts = pieces.stream().map(InspectionPiece::text).collect(Collectors.joining("\n"));
        String calls = pieces.stream().map(p -> "  " + p.function()).collect(Collectors.joining("\n"));
        return Scripts.guests() + Scripts.text(InspectionOutput.class, "head") + "\n" + texts
                + MAIN.formatted(words(InspectionOutput.FIRST), calls, words(InspectionOutput.LAST));
    }

    /** The host itself first, since the others use what it finds; who uses what last, since that moves. */
    private static List<InspectionPiece> pieces() {
        List<InspectionPiece> pieces = new ArrayList<>();
        pieces.add(piece("machine"));
        pieces.add(piece("tools"));
        pieces.addAll(Planner.inspections());
        pieces.add(piece("usage"));
        return pieces;
    }

    private static InspectionPiece piece(String name) {
        return new InspectionPiece("inspect_" + name, Scripts.text(InspectionOutput.class, name));
    }

    private static String words(String line) {
        return line.replace('\t', ' ');
    }

    /** @throws UnreadableInspectionException when the output is cut off or is none */
    public static HostFacts parse(String output) {
        return new FactsReader(InspectionOutput.read(output)).facts();
    }
}
