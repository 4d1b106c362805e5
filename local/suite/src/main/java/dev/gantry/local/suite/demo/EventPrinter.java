package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the events of the suite to a person, one line each. */
final class EventPrinter {
    private final Screen screen;
    private final long from = System.nanoTime();
    /** What was told last of the state of each host. */
    private final Map<String, String> states = new ConcurrentHashMap<>();

    EventPrinter(Screen screen) {
        this.screen = screen;
    }

    void tell(JsonNode event) {
        String type = event.path("type").asText().replaceFirst("^dev\\.gantry\\.", "");
        JsonNode data = event.path("data");
        String text =
                switch (type) {
                    case "host.enrolled.v1" -> "enrolled in " + names(data.path("groups"));
                    case "host.state-changed.v1" -> isNews(event.path("subject").asText(), data) ? move(data) : "";
                    case "host.step-finished.v1" -> step(data);
                    case "host.provisioned.v1" ->
                        "as desired: "
                                + String.join(
                                        ", ",
                                        counted(data.path("devices").size(), "device"),
                                        counted(data.path("changes").asInt(), "change"),
                                        counted(data.path("reboots").asInt(), "reboot"));
                    case "host.inspection-failed.v1", "host.provisioning-failed.v1", "image.build-failed.v1" ->
                        screen.bad(data.path("reason").asText());
                    case "nova-config.rendered.v1" ->
                        "nova configuration rendered: " + names(data.path("resourceClasses"));
                    case "driver-bundle.published.v1" ->
                        "driver bundle published, host driver "
                                + data.path("hostVersion").asText();
                    case "host.drain-changed.v1" -> drain(event.path("subject").asText(), data);
                    case "placement.checked.v1" ->
                        data.path("matches").asBoolean()
                                ? "Placement offers what it carries"
                                : screen.bad("Placement differs: " + names(data.path("differences")));
                    default -> "";
                };
        if (!text.isEmpty()) {
            line(event.path("subject").asText(), text);
        }
        if (type.endsWith("-failed.v1")) {
            screen.wrapped(data.path("detail").asText());
        }
    }

    /** A line of our own among those of the events. */
    void line(String subject, String text) {
        String shown = subject.length() > 14 ? subject.substring(0, 13) + "…" : subject;
        screen.line("%7s  %-14s %s".formatted(Screen.seconds(System.nanoTime() - from), shown, text));
    }

    private String move(JsonNode data) {
        String to = data.path("to").asText();
        String flags = names(data.path("flags"));
        String shown =
                switch (to) {
                    case "ACTIVE" -> screen.good(to);
                    case "FAILED" -> screen.bad(to);
                    default -> to;
                };
        return data.path("from").asText() + " -> " + shown + (flags.isEmpty() ? "" : "   (" + flags + ")");
    }

    private String step(JsonNode data) {
        String detail = data.path("detail").asText().lines().findFirst().orElse("");
        return "  %-16s %-9s %6s  %s"
                .formatted(
                        data.path("step").asText(),
                        data.path("outcome").asText().toLowerCase(Locale.ROOT),
                        Screen.seconds(data.path("millis").asLong() * 1_000_000),
                        detail);
    }

    /** A host that drains says how far that is each time, with the same flags. */
    private boolean isNews(String host, JsonNode data) {
        String now = data.path("to").asText() + " " + names(data.path("flags"));
        return !now.equals(states.put(host, now)) || !data.path("from").equals(data.path("to"));
    }

    /** What Nova did with the guests; a line for each of them. */
    private String drain(String host, JsonNode data) {
        return switch (data.path("state").asText()) {
            case "DRAINED" -> drained(host, data.path("servers"));
            case "STOPPED" ->
                screen.bad("Nova stopped: " + data.path("waitsFor").asText());
            case "ENDED" -> "Nova: the compute service is enabled again";
            default -> "";
        };
    }

    private String drained(String host, JsonNode servers) {
        servers.forEach(server -> line(
                host,
                "Nova: guest " + server.path("name").asText() + " moved, it is "
                        + server.path("detail").asText()));
        return servers.isEmpty() ? "Nova: no guest is on it" : "";
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return String.join(", ", names);
    }
}
