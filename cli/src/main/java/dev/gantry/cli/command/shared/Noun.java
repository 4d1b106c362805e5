package dev.gantry.cli.command.shared;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Client;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.call.ProblemException;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import dev.gantry.cli.output.Printer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every noun can do for its verbs. */
public abstract class Noun {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a verb is called
    public CommandSpec spec;

    public Session session() {
        return ((Root) spec.root().userObject()).session();
    }

    public Client client() {
        return session().client();
    }

    public PrintWriter out() {
        return session().out();
    }

    public Printer printer(OutputOptions options) {
        return options.printer(session());
    }

    /** Tells a person what happened; a script that reads the output is not disturbed. */
    public void say(String text) {
        session().err().println(Plain.text(text));
    }

    /** Sends it, or with {@code --dry-run} tells what would be sent. */
    public Node change(ChangeOptions options, Call call) {
        if (options.isDryRun) {
            String body = call.body() instanceof Call.Body.Text text ? " " + Documents.shown(text.text()) : "";
            out().println("would send " + call.operation().method() + " " + client().url(call) + body);
            return Node.NONE;
        }
        return client().read(call);
    }

    /** One after another with a line for each; one that fails does not keep the others. Returns the exit code. */
    public int each(List<String> names, Function<String, String> change) {
        int failures = 0;
        for (String name : names) {
            try {
                String result = change.apply(name);
                if (!result.isEmpty()) {
                    out().println(name + ": " + result);
                }
            } catch (ProblemException | CallFailed e) {
                failures++;
                out().flush();
                say(name + ": " + e.getMessage());
            }
        }
        if (failures > 0 && names.size() > 1) {
            say("%d of %d failed".formatted(failures, names.size()));
        }
        out().flush();
        return failures == 0 ? ExitCode.DONE : ExitCode.ERROR;
    }

    /** Writes what a file describes, unless it was changed since it was read; a new one is made. */
    public Node put(Operation put, Operation read, String name, DocumentOptions document) {
        Call call = Documents.put(put, name, content(document.file));
        return change(document.change, call.header("If-Match", version(Call.of(read, name))));
    }

    /** Removes each, unless it was changed meanwhile. */
    public int remove(Operation delete, Operation read, List<String> names, ChangeOptions options) {
        return each(names, name -> {
            change(options, Call.of(delete, name).header("If-Match", version(Call.of(read, name))));
            return options.isDryRun ? "" : "removed";
        });
    }

    /** Removes each of a kind that has no versions. */
    public int remove(Operation delete, List<String> names, ChangeOptions options) {
        return each(names, name -> {
            change(options, Call.of(delete, name));
            return options.isDryRun ? "" : "removed";
        });
    }

    public static String content(Path file) {
        try {
            return file.toString().equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw new CallFailed("cannot read " + file, e);
        }
    }

    /** The version to send as If-Match: of what is there, or null when it is new. */
    @Nullable
    public String version(Call read) {
        try {
            return client().send(read).etag().orElse(null);
        } catch (ProblemException e) {
            if (e.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** Members of a body; null ones are left out when it is sent. */
    public static Map<String, @Nullable Object> reason(@Nullable String reason) {
        return reason == null ? Map.of() : Map.of("reason", reason);
    }

    /** Empty when it has none. */
    public static String stateOf(Node thing) {
        Node state = thing.members().get("state");
        return state == null ? "" : state.text();
    }
}
