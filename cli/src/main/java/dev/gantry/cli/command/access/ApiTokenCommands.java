package dev.gantry.cli.command.access;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API tokens: logins for portals and scripts. */
@Command(name = "api-token", description = "Logins for portals and scripts: see, create, revoke.")
public final class ApiTokenCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("id"),
            Column.of("owner"),
            Column.of("role"),
            Column.of("createdBy"),
            Column.of("createdAt"),
            Column.of("end"));

    @Command(name = "list", description = "API tokens, without the tokens themselves.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.API_TOKENS)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One API token, without the token itself.")
    int show(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.API_TOKEN, id)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "create", description = "Make an API token and print it, this once.")
    int create(
            @Option(names = "--owner", paramLabel = "NAME", required = true, description = "Who uses it.") String owner,
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = "viewer, operator or admin.")
                    String role,
            @Option(
                            names = "--last-day",
                            paramLabel = "DATE",
                            description = "E.g. 2027-12-31; without it there is no end.")
                    @Nullable
                    String lastDay,
            @Mixin ChangeOptions options) {
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put("owner", owner);
        wanted.put("role", role);
        wanted.put("lastDay", lastDay);
        Node made = change(options, Call.of(Operation.API_TOKEN_CREATE).json(wanted));
        if (!options.isDryRun) {
            say("API token %s of %s; it is shown this once:"
                    .formatted(made.at("apiToken.id").text(), owner));
            out().println(made.get("token").text());
        }
        return ExitCode.DONE;
    }

    @Command(name = "revoke", description = "Revoke API tokens.")
    int revoke(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids, @Mixin ChangeOptions options) {
        return each(ids, id -> {
            change(options, Call.of(Operation.API_TOKEN_REVOKE, id));
            return options.isDryRun ? "" : "revoked";
        });
    }
}
