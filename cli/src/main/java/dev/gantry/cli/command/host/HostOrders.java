package dev.gantry.cli.command.host;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.WaitOptions;
import dev.gantry.cli.output.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What may be asked of hosts. */
final class HostOrders {
    private HostOrders() {}

    /** Hosts, a reason, and whether to wait. */
    static final class Order {
        @Parameters(paramLabel = "HOST", arity = "1..*", description = "One or more.")
        List<String> hosts = List.of();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the host's history.")
        @Nullable
        String reason;

        @Mixin
        WaitOptions options = new WaitOptions();

        /** Sends it to each host; then waits for all of them. */
        int send(Noun noun, Operation operation, List<String> ends) {
            List<String> accepted = new ArrayList<>();
            int code = noun.each(hosts, host -> {
                Node answer =
                        noun.change(options.change(), Call.of(operation, host).json(Noun.reason(reason)));
                accepted.add(host);
                return Noun.stateOf(answer);
            });
            return awaited(noun, options, accepted, ends) && code == ExitCode.DONE ? ExitCode.DONE : ExitCode.ERROR;
        }
    }

    private static boolean awaited(Noun noun, WaitOptions options, List<String> hosts, List<String> ends) {
        if (!options.isWaiting || options.isDryRun || hosts.isEmpty()) {
            return true;
        }
        List<String> wanted = options.until == null ? ends : List.of(options.until);
        return new HostWaiter(noun.session(), wanted, options.timeout()).await(hosts);
    }

    /** Approval of exactly the plan that was read. */
    @Command(
            name = "approve",
            description =
                    "Agree to the current plans. A terminal shows each plan and asks; scripts give --digest or --yes.")
    static final class Approve extends Noun implements Callable<Integer> {
        @Mixin
        Order order = new Order();

        @Option(
                names = "--digest",
                paramLabel = "DIGEST",
                description = "Of the plan that was read; refused when it is another one now.")
        @Nullable
        String digest;

        @Option(
                names = "--override-reason",
                paramLabel = "TEXT",
                description = "Why devices may go although guests use them.")
        @Nullable
        String overrideReason;

        @Option(names = "--yes", description = "Do not ask: agree to whatever is planned now.")
        boolean isAgreed;

        @Override
        public Integer call() {
            if (order.options.isDryRun) {
                return new Plans(session()).print(order.hosts, new OutputOptions());
            }
            if (order.reason == null) {
                throw new CallFailed("an approval needs --reason; it is kept in the host's history");
            }
            if (digest != null && order.hosts.size() > 1) {
                throw new CallFailed("--digest is of one plan; approve one host at a time, or use --yes");
            }
            List<String> accepted = new ArrayList<>();
            int code = each(order.hosts, host -> approve(host, accepted));
            boolean isDone = awaited(this, order.options, accepted, List.of("ACTIVE"));
            return isDone && code == ExitCode.DONE ? ExitCode.DONE : ExitCode.ERROR;
        }

        private String approve(String host, List<String> accepted) {
            String agreed = digest == null ? read(host) : digest;
            Map<String, @Nullable Object> body = new HashMap<>();
            body.put("digest", agreed);
            body.put("reason", order.reason);
            body.put("overrideReason", overrideReason);
            Node answer = client().read(Call.of(Operation.HOST_APPROVE, host).json(body));
            accepted.add(host);
            return Noun.stateOf(answer);
        }

        private String read(String host) {
            Node plan = client().read(Call.of(Operation.HOST_PLAN, host));
            if (!isAgreed) {
                if (!session().isTerminal()) {
                    throw new CallFailed("nobody is there to be asked: give --digest %s, or --yes"
                            .formatted(plan.get("digest").text()));
                }
                new Plans(session()).text(host, plan);
                session().out().print("Approve this plan of " + host + "? [y/N] ");
                session().out().flush();
                if (!new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8)
                        .nextLine()
                        .strip()
                        .equalsIgnoreCase("y")) {
                    throw new CallFailed("not approved");
                }
            }
            return plan.get("digest").text();
        }
    }

    /** Other types for one card. */
    @Command(
            name = "retype",
            description = {
                "Give one card of a host other vGPU types; the other cards keep what is wanted of them.",
                "Then read the plan and approve it. Example: gantry host retype computegpu007 0000:81:00.0 0=nvidia-698"
            })
    static final class Retype extends Noun implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "HOST")
        String host = "";

        @Parameters(index = "1", paramLabel = "CARD", description = "PCI address, e.g. 0000:81:00.0.")
        String card = "";

        @Parameters(
                index = "2..*",
                arity = "1..*",
                paramLabel = "INDEX=TYPE",
                description = "Each virtual function with its type.")
        Map<Integer, String> types = new LinkedHashMap<>();

        @Option(
                names = "--mig",
                paramLabel = "PROFILE=COUNT",
                description = "MIG devices of the card, e.g. 2g.20gb=3; none when left out.")
        Map<String, Integer> slices = new LinkedHashMap<>();

        @Mixin
        ChangeOptions options = new ChangeOptions();

        @Override
        public Integer call() {
            List<Object> definitions = new ArrayList<>();
            Node desired = client().read(Call.of(Operation.HOST_DESIRED_STATE, host));
            for (Node other : DesiredCards.cards(desired)) {
                if (!other.get("address").text().equals(card)) {
                    definitions.add(definition(other));
                }
            }
            definitions.add(definition());
            String etag = version(Call.of(Operation.HOST, host));
            Node known = client().read(Call.of(Operation.HOST, host));
            Map<String, @Nullable Object> spec = new LinkedHashMap<>();
            known.get("spec").members().forEach((name, member) -> spec.put(name, member.value()));
            spec.remove("desiredState");
            spec.put("vgpu_definitions", definitions);
            Call call =
                    Call.of(Operation.HOST_PUT, host).header("If-Match", etag).json(spec);
            say(host + ": " + Noun.stateOf(change(options, call)));
            return ExitCode.DONE;
        }

        private Map<String, Object> definition() {
            List<Object> functions = new ArrayList<>();
            types.forEach((index, type) -> functions.add(function(index, type)));
            return definition(card, functions, new LinkedHashMap<>(slices));
        }

        private static Map<String, Object> definition(Node other) {
            List<Object> functions = new ArrayList<>();
            other.get("functions")
                    .items()
                    .forEach(f -> functions.add(
                            function(f.get("index").text(), f.get("type").text())));
            Map<String, Object> mig = new LinkedHashMap<>();
            other.get("migDevices")
                    .members()
                    .forEach((profile, count) -> mig.put(profile, Integer.valueOf(count.text())));
            return definition(other.get("address").text(), functions, mig);
        }

        private static Map<String, Object> definition(String address, List<Object> functions, Map<String, Object> mig) {
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("pci_address", address);
            definition.put("virtual_functions", functions);
            if (!mig.isEmpty()) {
                definition.put("mig_devices", mig);
            }
            return definition;
        }

        private static Map<String, Object> function(Object index, String type) {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("mdev_type", type);
            function.put("index", index instanceof Integer ? index : Integer.valueOf(index.toString()));
            return function;
        }
    }
}
