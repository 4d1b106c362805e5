package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.DocumentOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Times;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hosts: where they stand, what would be changed, and the orders to them. */
@Command(
        name = "host",
        description = "Hypervisors with GPUs: see, approve, provision, drain, retire.",
        subcommands = {HostOrders.Approve.class, HostOrders.Retype.class})
public final class HostCommands extends Noun {
    static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("state"),
            new Column("SINCE", host -> Times.ago(host.get("since").text())),
            Column.of("address"),
            Column.of("groups"),
            Column.of("flags"),
            Column.of("WHY", "reason"));
    static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("state"),
            Column.of("since"),
            Column.of("deadline"),
            new Column("FLAGS", host -> Lines.of(host.get("flags"), "flag", "reason")),
            Column.of("reason"),
            Column.of("WAITS FOR", "waitsFor.reason"),
            new Column("GO ON WITH", NextSteps::commands),
            Column.of("groups"),
            Column.of("address", "spec.address"),
            Column.of("host key", "spec.hostKey"),
            Column.of("driverVersion"),
            new Column("DEVICES", host -> Lines.of(host.get("devices"), "address", "type", "typeName", "uuid")),
            new Column("APPROVED BY", host -> Lines.of(host.at("approval.by"), host.at("approval.reason"))),
            Column.of("version"));
    private static final List<Column> HISTORY = List.of(
            Column.of("at"),
            Column.of("what"),
            Column.of("from"),
            Column.of("to"),
            Column.of("WHO", "cause.who"),
            Column.of("WHY", "cause.why"),
            new Column("TOOK", entry -> Times.millis(entry.get("millis").text())));
    private static final List<Column> DEVICES = List.of(
            Column.of("card"),
            Column.of("address"),
            Column.of("type"),
            Column.of("typeName"),
            Column.of("migProfile"),
            Column.of("uuid"));
    private static final List<Column> FACTS = List.of(
            Column.of("at"),
            Column.of("OS", "facts.osId"),
            Column.of("VERSION", "facts.osVersion"),
            Column.of("facts.kernel"),
            Column.of("facts.kernelArguments"),
            Column.of("facts.iommu"),
            Column.of("facts.driverVersion"),
            Column.of("facts.secureBoot"),
            new Column("CARDS", found -> Lines.of(found.at("facts.cards"), "address", "name", "mig", "boundDriver")),
            new Column("DEVICES", found -> Lines.of(found.at("facts.devices"), "address", "type", "uuid")));
    private static final List<Column> DESIRED = List.of(
            Column.of("host"),
            Column.of("groups"),
            new Column("CARDS", DesiredCards::text),
            new Column("PROBLEMS", state -> Lines.of(state.get("problems"), "file", "field", "found", "fix")),
            new Column("WARNINGS", state -> Lines.of(state.get("warnings"), "file", "field", "found", "fix")));

    @Command(name = "list", description = "Hosts by name.")
    int list(@Mixin HostQuery query, @Mixin OutputOptions output) {
        List<Node> hosts = client().list(query.call(), query.limit).stream()
                .filter(query::holds)
                .toList();
        printer(output).list(hosts, LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One host.")
    int show(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.HOST, host)), SHOW);
        return ExitCode.DONE;
    }

    @Command(
            name = "plan",
            description =
                    "What would be changed on hosts, in order. Exit 0: nothing; 2: changes; 1: it cannot be done.")
    int plan(@Parameters(paramLabel = "HOST", arity = "1..*") List<String> hosts, @Mixin OutputOptions output) {
        return new Plans(session()).print(hosts, output);
    }

    @Command(name = "devices", description = "What guests can be given there.")
    int devices(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        Node shown = client().read(Call.of(Operation.HOST, host));
        printer(output).list(shown.get("devices").items(), DEVICES);
        return ExitCode.DONE;
    }

    @Command(name = "facts", description = "What the last inspection found.")
    int facts(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.HOST_FACTS, host)), FACTS);
        return ExitCode.DONE;
    }

    @Command(name = "desired-state", description = "What is wanted of it, and which variable says so.")
    int desiredState(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.HOST_DESIRED_STATE, host)), DESIRED);
        return ExitCode.DONE;
    }

    @Command(name = "vgpu-definitions", description = "What its cards carry now, as the guide's vgpu_definitions.")
    int vgpuDefinitions(@Parameters(paramLabel = "HOST") String host) {
        out().print(client().text(Call.of(Operation.VGPU_DEFINITIONS, host), "application/yaml"));
        return ExitCode.DONE;
    }

    @Command(name = "history", description = "What happened to it, newest first.")
    int history(
            @Parameters(paramLabel = "HOST") String host,
            @Option(names = "--limit", defaultValue = "100", paramLabel = "N", description = "At most so many.")
                    int limit,
            @Mixin OutputOptions output) {
        printer(output).list(client().list(Call.of(Operation.HOST_HISTORY, host), limit), HISTORY);
        return ExitCode.DONE;
    }

    @Command(name = "apply", description = "Enrol a host or change what is wanted of it, from a JSON or YAML file.")
    int apply(@Parameters(paramLabel = "HOST") String host, @Mixin DocumentOptions document) {
        say(host + ": " + stateOf(put(Operation.HOST_PUT, Operation.HOST, host, document)));
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Forget retired hosts.")
    int remove(@Parameters(paramLabel = "HOST", arity = "1..*") List<String> hosts, @Mixin ChangeOptions options) {
        return remove(Operation.HOST_DELETE, Operation.HOST, hosts, options);
    }

    @Command(name = "inspect", description = "Look at hosts now.")
    int inspect(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_INSPECT, List.of("INSPECTED", "ACTIVE", "CONFIGURED", "PROVISIONED"));
    }

    @Command(name = "provision", description = "Carry out the current plans; a bookable host is drained first.")
    int provision(@Mixin HostOrders.Order order) {
        if (order.options.isDryRun) {
            return new Plans(session()).print(order.hosts, new OutputOptions());
        }
        return order.send(this, Operation.HOST_PROVISION, List.of("ACTIVE"));
    }

    @Command(name = "drain", description = "Let guests leave; by Nova where a cloud is set, see 'gantry drain show'.")
    int drain(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_DRAIN, List.of("DRAINING"));
    }

    @Command(name = "confirm-drained", description = "Say that no guest is left.")
    int confirmDrained(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_CONFIRM_DRAINED, List.of("ACTIVE"));
    }

    @Command(name = "activate", description = "Say that configured hosts are bookable, where no Placement proves it.")
    int activate(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_ACTIVATE, List.of("ACTIVE"));
    }

    @Command(name = "maintain", description = "Take hosts for maintenance, now or when their work ends.")
    int maintain(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_MAINTAIN, List.of("MAINTENANCE"));
    }

    @Command(name = "resume", description = "Give hosts back after maintenance, or call off a drain.")
    int resume(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_RESUME, List.of("INSPECTED", "CONFIGURED", "ACTIVE"));
    }

    @Command(name = "retry", description = "Go back to the work that failed.")
    int retry(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_RETRY, List.of("ACTIVE", "INSPECTED"));
    }

    @Command(name = "retire", description = "Let hosts go.")
    int retire(@Mixin HostOrders.Order order) {
        return order.send(this, Operation.HOST_RETIRE, List.of("RETIRED"));
    }
}
