package dev.gantry.cli.call;

import dev.gantry.cli.output.Node;
import java.util.ArrayList;
import java.util.List;

/** A service refused: what its problem says, for a person. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String kind;

    private ProblemException(int status, String kind, String message) {
        super(message);
        this.status = status;
        this.kind = kind;
    }

    /** @param problem the body as application/problem+json; empty when the answer was something else */
    static ProblemException of(int status, Node problem, String what) {
        String title = problem.get("title").text();
        if (title.isEmpty()) {
            return new ProblemException(status, "", what + " was answered with " + status);
        }
        List<String> lines = new ArrayList<>();
        lines.add(title);
        Node fields = problem.get("fields");
        if (fields.items().isEmpty()) {
            lines.add("  " + problem.get("detail").text().replace("\n", "\n  "));
        }
        for (Node field : fields.items()) {
            lines.add("  %s: found %s, expected %s; %s"
                    .formatted(
                            field.get("path").text(),
                            field.get("found").text(),
                            field.get("expected").text(),
                            field.get("fix").text()));
        }
        String type = problem.get("type").text();
        String kind = type.substring(type.lastIndexOf('/') + 1);
        lines.add("  (%s, %d%s)".formatted(kind, status, request(problem)));
        return new ProblemException(status, kind, String.join("\n", lines));
    }

    private static String request(Node problem) {
        String instance = problem.get("instance").text();
        return instance.isEmpty() ? "" : ", request " + instance;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The last word of its type, e.g. {@code plan-stale}. */
    public String kind() {
        return kind;
    }
}
