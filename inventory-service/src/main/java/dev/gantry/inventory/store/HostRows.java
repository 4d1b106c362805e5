package dev.gantry.inventory.store;

import dev.gantry.inventory.model.Approval;
import dev.gantry.inventory.model.Failure;
import dev.gantry.inventory.model.Flag;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.HostSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a row into a host and back. */
final class HostRows {

    private HostRows() {}

    static Host host(HostRow row) {
        SortedMap<Flag, String> flags = new TreeMap<>();
        Json.read(row.flags, TreeMap.class).forEach((word, reason) -> Flag.ofWord(String.valueOf(word))
                .ifPresent(f -> flags.put(f, String.valueOf(reason))));
        return new Host(
                row.name,
                row.version,
                row.state,
                row.since,
                row.deadline,
                Json.read(row.spec, HostSpec.class),
                flags,
                new Host.Work(
                        row.lookVersion,
                        row.runVersion,
                        row.specVersion,
                        row.basedVersion,
                        row.publishedVersion,
                        row.provenVersion),
                Json.read(row.failure, Failure.class),
                Json.read(row.approval, Approval.class));
    }

    static void fill(HostRow row, Host host) {
        SortedMap<String, String> flags = new TreeMap<>();
        host.flags().forEach((flag, reason) -> flags.put(flag.word(), reason));
        row.version = host.version();
        row.state = host.state();
        row.since = host.since();
        row.deadline = host.deadline();
        row.spec = Json.write(host.spec());
        row.groups = host.spec().groups().toArray(String[]::new);
        row.flags = Json.write(flags);
        row.flagNames = flags.keySet().toArray(String[]::new);
        row.lookVersion = host.work().look();
        row.runVersion = host.work().run();
        row.specVersion = host.work().spec();
        row.basedVersion = host.work().based();
        row.publishedVersion = host.work().published();
        row.provenVersion = host.work().proven();
        row.failure = Json.write(host.failure());
        row.approval = Json.write(host.approval());
    }
}
