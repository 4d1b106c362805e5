package dev.gantry.cli.command.host;

import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.command.shared.Times;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Progress on standard error: a bar that is drawn again on a terminal, plain lines elsewhere. */
final class Progress {
    private static final int WIDTH = 24;
    private static final List<String> WAY = List.of(
            "ENROLLED", "INSPECTING", "INSPECTED", "DRAINING", "PROVISIONING", "PROVISIONED", "CONFIGURED", "ACTIVE");

    private final Session session;
    private final Instant begin = Instant.now();
    private int all;
    private int done;
    private double current;
    private String last = "";
    private final Map<String, String> told = new HashMap<>();

    Progress(Session session) {
        this.session = session;
    }

    void begin(int hosts) {
        all = hosts;
        draw("waiting");
    }

    /** An event of a host, in a few words. */
    void tell(String host, Node event) {
        String type = event.get("type").text();
        Node data = event.get("data");
        String step = data.get("step").text();
        String word = type.replaceFirst("^dev\\.gantry\\.", "").replaceFirst("\\.v1$", "");
        line(host + ": "
                + (step.isEmpty() ? word : step + " " + data.get("outcome").text()).strip());
    }

    void state(String host, String state) {
        current = Math.max(0, WAY.indexOf(state)) / (double) (WAY.size() - 1);
        line(host + ": " + state);
    }

    /** What a host waits for until a person does something; told when it is another thing than before. */
    void waits(String host, String text) {
        if (!text.equals(told.put(host, text)) && !text.isEmpty()) {
            print(host + ": " + text);
        }
    }

    void done(String host, boolean isGood, String text) {
        done++;
        current = 0;
        print(host + ": " + (isGood ? "" : "failed, ") + text);
    }

    private void print(String text) {
        String line = Plain.text(text);
        session.err().println((session.isTerminal() ? "\r\u001b[K" : "") + line);
        last = line;
    }

    void end() {
        if (session.isTerminal()) {
            session.err().print("\r\u001b[K");
            session.err().flush();
        }
    }

    private void line(String text) {
        if (session.isTerminal()) {
            draw(text);
        } else if (!text.equals(last)) {
            session.err().println(Plain.text(text));
        }
        last = text;
    }

    private void draw(String text) {
        if (!session.isTerminal()) {
            return;
        }
        int filled = (int) Math.round(WIDTH * Math.min(1, (done + current) / Math.max(1, all)));
        String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        String time = Times.words(Duration.between(begin, Instant.now()));
        String line = "%s %d/%d %4s  %s".formatted(bar, done, all, time, Plain.text(text));
        session.err().print("\r\u001b[K" + line.substring(0, Math.min(line.length(), 110)));
        session.err().flush();
    }
}
