package dev.gantry.provisioner.flow.bios;

import dev.gantry.provisioner.model.bios.BiosFacts;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.redfish.RedfishException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeMap;

/**
 * Asks the management controller of a host why virtualization, an IOMMU or virtual functions are missing there. Where the host proves
 * them nobody is asked: a controller takes seconds for an answer.
 */
@ApplicationScoped
public class BiosInspection {
    private final BiosService bios;

    BiosInspection(BiosService bios) {
        this.bios = bios;
    }

    /** The facts with what the controller says; as they are for a host without one. */
    public HostFacts completed(String host, HostFacts facts) {
        if (isProven(facts)) {
            return facts;
        }
        try {
            return bios.find(host)
                    .map(settings -> facts.with(BiosFacts.NAME, BiosFacts.of(settings), List.of()))
                    .orElse(facts);
        } catch (RedfishException e) {
            NotKnown why = new NotKnown(BiosFacts.NOT_KNOWN, String.valueOf(e.getMessage()));
            return facts.with(BiosFacts.NAME, new TreeMap<>(), List.of(why));
        }
    }

    private static boolean isProven(HostFacts facts) {
        boolean hasIommu = facts.iommu() || !facts.platform().remappingTable().isEmpty();
        // Which generations have virtual functions at all is known to the rules of the plan.
        return facts.platform().virtualization()
                && hasIommu
                && facts.gpus().stream().allMatch(card -> card.totalFunctions() > 0);
    }
}
