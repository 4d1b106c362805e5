package dev.gantry.cli.command.image;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Licence tokens. */
@Command(name = "token", description = "Licence tokens of guests: hand over, see expiry and use; never shown again.")
public final class TokenCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("fingerprint"),
            Column.of("issuer"),
            Column.of("expiresAt"),
            new Column("NODES", t -> Lines.of(t.get("nodes"), "host", "ports").replace('\n', ' ')));
    private static final List<Column> IMAGES = List.of(
            Column.of("image"),
            Column.of("buildId"),
            Column.of("CURRENT", "isCurrent"),
            Column.of("glanceId"),
            new Column("GUESTS", i -> Lines.of(i.at("guests.servers"), "name", "status")
                    .replace('\n', ' ')));
    private static final List<Column> PROBE = List.of(
            Column.of("host"),
            Column.of("port"),
            Column.of("OPEN", "isOpen"),
            Column.of("tls"),
            Column.of("certificateEnds"),
            Column.of("words"));

    @Command(name = "list", description = "Tokens by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.TOKENS)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One token: all but the token.")
    int show(@Parameters(paramLabel = "TOKEN") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.TOKEN, name)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "put", description = "Hand over a token's file, or replace it.")
    int put(
            @Parameters(paramLabel = "TOKEN") String name,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--remove-invisible",
                            description = "Take out invisible characters that a mail client put in.")
                    boolean removeInvisible,
            @Mixin ChangeOptions options) {
        Call call = Call.of(Operation.TOKEN_PUT, name).query("removeInvisible", removeInvisible ? "true" : null);
        if (options.isDryRun) {
            return change(options, call).isMissing() ? ExitCode.DONE : ExitCode.ERROR; // its text is never printed
        }
        Node token = client().read(call.body(new Call.Body.Text("text/plain", content(file))));
        say(Lines.of(token.get("name"), token.get("fingerprint"), token.get("expiresAt")));
        return ExitCode.DONE;
    }

    @Command(name = "images", description = "Images that use a token, and guests of them.")
    int images(@Parameters(paramLabel = "TOKEN") String name, @Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.TOKEN_IMAGES, name)), IMAGES);
        return ExitCode.DONE;
    }

    @Command(name = "probe", description = "Whether its licence servers answer.")
    int probe(@Parameters(paramLabel = "TOKEN") String name, @Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.TOKEN_PROBE, name)), PROBE);
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Forget tokens.")
    int remove(@Parameters(paramLabel = "TOKEN", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.TOKEN_DELETE, names, options);
    }
}
