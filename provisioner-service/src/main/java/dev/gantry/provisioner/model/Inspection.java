package dev.gantry.provisioner.model;

import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.UnreadableInspectionException;
import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.model.script.Shell;
import java.util.Map;
import java.util.stream.Collectors;

/** How a host is looked at: one script, one answer. It changes nothing and asks nothing of the host but a POSIX shell. */
public final class Inspection {
    // 2235 26b5: product ids of cards that the catalogue knows to have no MIG, so that nvidia-smi need not be asked
    private static final String NEVER_MIG = VgpuCatalogue.bundled().cards().stream()
            .filter(c -> !c.isMigCapable())
            .flatMap(c -> c.productIds().stream())
            .sorted()
            .distinct()
            .collect(Collectors.joining(" "));

    private Inspection() {}

    /** For {@code sudo -n sh -s}, read from standard input. */
    public static String script() {
        return Shell.assignments(Map.of("mig_never", NEVER_MIG)) + Scripts.text("guests") + Scripts.text("look");
    }

    /** @throws UnreadableInspectionException when the answer is cut off or is none */
    public static HostFacts parse(String answer) {
        return new FactsReader(InspectionOutput.read(answer)).facts();
    }
}
