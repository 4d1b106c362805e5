package dev.gantry.inventory.store.host;

import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.contracts.nova.DeviceFigures;
import dev.gantry.inventory.model.host.Approval;
import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.host.PlacementFigures;
import dev.gantry.inventory.store.json.JsonColumns;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a row into a host and back. */
final class HostRowMapper {

    private HostRowMapper() {}

    static Host host(HostRow row) {
        SortedMap<Flag, String> flags = new TreeMap<>();
        JsonColumns.read(row.flags, TreeMap.class).forEach((word, reason) -> Flag.ofWord(String.valueOf(word))
                .ifPresent(f -> flags.put(f, String.valueOf(reason))));
        return new Host(
                row.name,
                row.version,
                row.state,
                row.since,
                row.deadline,
                JsonColumns.read(row.spec, HostSpec.class),
                flags,
                new Host.Work(
                        row.inspectionVersion,
                        row.runVersion,
                        row.specVersion,
                        row.basedVersion,
                        row.publishedVersion,
                        row.placementVersion,
                        row.editedVersion),
                JsonColumns.read(row.failure, Failure.class),
                JsonColumns.read(row.approval, Approval.class));
    }

    static InspectedHost inspected(HostRow row) {
        return new InspectedHost(host(row), inspection(row), devices(row), figures(row));
    }

    /** Null when it was never inspected. */
    static Inspection inspection(HostRow row) {
        return row.facts == null
                ? null
                : new Inspection(
                        JsonColumns.read(row.facts, Facts.class),
                        JsonColumns.read(row.plan, Plan.class),
                        row.inspectedAt);
    }

    /** Null when Placement never told anything. */
    static PlacementFigures figures(HostRow row) {
        return row.figures == null
                ? null
                : new PlacementFigures(List.of(JsonColumns.read(row.figures, DeviceFigures[].class)), row.figuresAt);
    }

    static HostDevices devices(HostRow row) {
        List<Device> devices = row.devices == null ? List.of() : List.of(JsonColumns.read(row.devices, Device[].class));
        return new HostDevices(devices, row.driverVersion);
    }

    static void fill(HostRow row, Host host) {
        SortedMap<String, String> flags = new TreeMap<>();
        host.flags().forEach((flag, reason) -> flags.put(flag.word(), reason));
        row.version = host.version();
        row.state = host.state();
        row.since = host.since();
        row.deadline = host.deadline();
        row.spec = JsonColumns.write(host.spec());
        row.groups = host.spec().groups().toArray(String[]::new);
        row.flags = JsonColumns.write(flags);
        row.flagNames = flags.keySet().toArray(String[]::new);
        row.inspectionVersion = host.work().inspection();
        row.runVersion = host.work().run();
        row.specVersion = host.work().spec();
        row.basedVersion = host.work().based();
        row.publishedVersion = host.work().published();
        row.placementVersion = host.work().placementChecked();
        row.editedVersion = host.work().edited();
        row.failure = JsonColumns.write(host.failure());
        row.approval = JsonColumns.write(host.approval());
    }
}
