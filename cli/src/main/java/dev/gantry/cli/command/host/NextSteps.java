package dev.gantry.cli.command.host;

import dev.gantry.cli.output.Node;
import java.util.List;
import java.util.stream.Collectors;

/** What a host waits for and how a person goes on, as commands in place of calls. */
final class NextSteps {
    private NextSteps() {}

    /** The commands, one a line. */
    static String commands(Node host) {
        return String.join("\n", list(host));
    }

    /** One sentence; empty while only a service is waited for. */
    static String sentence(Node host) {
        List<String> commands = list(host);
        return commands.isEmpty()
                ? ""
                : "waits for " + host.at("waitsFor.reason").text()
                        + commands.stream().collect(Collectors.joining("`, or `", "; go on with `", "`"));
    }

    private static List<String> list(Node host) {
        return host.at("waitsFor.next").items().stream()
                .map(call -> command(host.get("name").text(), call.text()))
                .toList();
    }

    /** Sample: {@code POST /v1/hosts/gpu1/drain}. */
    private static String command(String host, String call) {
        String verb =
                switch (call.substring(0, Math.max(0, call.indexOf(' ')))) {
                    case "PUT" -> "apply";
                    case "DELETE" -> "remove";
                    default -> call.substring(call.lastIndexOf('/') + 1);
                };
        return "gantry host " + verb + " " + host + (verb.equals("apply") ? " -F FILE" : "");
    }
}
