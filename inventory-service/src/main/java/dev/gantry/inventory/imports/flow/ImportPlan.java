package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import java.util.List;
import java.util.SortedMap;

/**
 * What an import would do, made by the same code for a dry run and for a real one.
 *
 * @param specs of the folder's hosts
 * @param known the hosts that are enrolled, also those outside the folder
 * @param changes what changes at each enrolled host that does change, inside and outside of the folder
 */
record ImportPlan(
        KayobeConfiguration folder,
        SortedMap<String, HostSpec> specs,
        SortedMap<String, Host> known,
        SortedMap<String, List<String>> changes,
        ImportReport report) {

    /** How many hosts are written. */
    long size() {
        return specs.keySet().stream().filter(name -> !known.containsKey(name)).count() + changes.size();
    }
}
