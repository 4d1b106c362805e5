package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.chaos.workload.ApprovalCounter;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A device is destroyed at most once for each plan that named it and was approved; a host reboots no more often than its runs tell. */
public final class DestroyedOnceInvariant implements Invariant {
    private final ApprovalCounter approvals;
    private final SimulatedFleet fleet;
    private final Tables tables;

    public DestroyedOnceInvariant(ApprovalCounter approvals, SimulatedFleet fleet, Tables tables) {
        this.approvals = approvals;
        this.fleet = fleet;
        this.tables = tables;
    }

    @Override
    public String text() {
        return "nothing destructive is done twice, or without approval";
    }

    @Override
    public List<InvariantBreach> look() {
        List<InvariantBreach> broken = new ArrayList<>();
        for (String host : fleet.names()) {
            Map<String, Integer> removed = new HashMap<>();
            fleet.outside(host).removals().forEach(device -> removed.merge(device, 1, Integer::sum));
            removed.forEach((device, times) -> {
                if (times > approvals.plans(device)) {
                    broken.add(breach(
                            host,
                            "device %s was destroyed %d times; %d approved plans name it"
                                    .formatted(device, times, approvals.plans(device))));
                }
            });
        }
        return broken;
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        List<InvariantBreach> broken = new ArrayList<>(look());
        for (String host : fleet.names()) {
            int told = tables
                    .column(
                            Service.PROVISIONER,
                            "select coalesce(sum(reboots), 0) from run where host = '" + host + "'")
                    .stream()
                    .mapToInt(Integer::parseInt)
                    .sum();
            int real = fleet.outside(host).reboots();
            if (real > told) {
                broken.add(breach(host, "it rebooted %d times, its runs tell of %d".formatted(real, told)));
            }
        }
        return broken;
    }
}
