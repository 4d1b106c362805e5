package dev.gantry.cli.command;

import dev.gantry.cli.Gantry;
import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Client;
import dev.gantry.cli.call.ProblemException;
import dev.gantry.cli.output.Node;
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
abstract class Noun {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a verb is called
    CommandSpec spec;

    Session session() {
        return ((Root) spec.root().userObject()).session();
    }

    Client client() {
        return session().client();
    }

    PrintWriter out() {
        return session().out();
    }

    Printer printer(OutputOptions options) {
        return options.printer(session());
    }

    /** Tells a person what happened; a script that reads the output is not disturbed. */
    void say(String text) {
        session().err().println(dev.gantry.cli.output.Plain.text(text));
    }

    /** Sends it, or with {@code --dry-run} tells what would be sent. */
    Node change(ChangeOptions options, Call call) {
        if (options.isDryRun) {
            String body = call.body() instanceof Call.Body.Text text ? " " + text.text() : "";
            out().println("would send " + call.operation().method() + " " + client().url(call) + body);
            return Node.NONE;
        }
        return client().read(call);
    }

    /** One after another with a line for each; one that fails does not keep the others. Returns the exit code. */
    int each(List<String> names, Function<String, String> change) {
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
        return failures == 0 ? Gantry.DONE : Gantry.ERROR;
    }

    /** A JSON or YAML file as it is, or standard input for {@code -}. */
    static Call.Body document(Path file) {
        String text = content(file);
        String mediaType = text.stripLeading().startsWith("{") ? "application/json" : "application/yaml";
        return new Call.Body.Text(mediaType, text);
    }

    static String content(Path file) {
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
    String version(Call read) {
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
    static Map<String, @Nullable Object> reason(@Nullable String reason) {
        return reason == null ? Map.of() : Map.of("reason", reason);
    }
}
