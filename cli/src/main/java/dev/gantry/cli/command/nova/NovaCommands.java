package dev.gantry.cli.command.nova;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Times;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Nova's configuration: revisions of it, what changed, and its way to the target. */
@Command(
        name = "nova",
        description = "Nova's configuration: revisions, differences, publication, Placement.",
        subcommands = {NovaSite.Lint.class, NovaSite.Settings.class, NovaSite.Reconfigure.class})
public final class NovaCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("id"),
            Column.of("scope"),
            Column.of("number"),
            Column.of("state"),
            Column.of("release"),
            Column.of("files"),
            new Column("CREATED", r -> Times.ago(r.get("createdAt").text())),
            Column.of("PUBLISHED TO", "publication.target"));
    private static final List<Column> SHOW = List.of(
            Column.of("id"),
            Column.of("scope"),
            Column.of("number"),
            Column.of("state"),
            Column.of("release"),
            Column.of("digest"),
            new Column("FILES", r -> r.get("files").text().replace(", ", "\n")),
            Column.of("resourceClasses"),
            new Column("FINDINGS", r -> Lines.of(r.get("findings"), "severity", "code", "subject", "text", "next")),
            new Column("BECAUSE", r -> Lines.of(r.at("cause.who"), r.at("cause.what"))),
            Column.of("createdAt"),
            new Column("PUBLISHED", r -> Lines.of(r.at("publication.target"), r.at("publication.reference"))),
            Column.of("problem"),
            new Column("LEFT ALONE", r -> Lines.of(r.get("leftAlone"), "path", "reason")));
    private static final List<Column> CHECK = List.of(
            Column.of("host"),
            Column.of("matches"),
            Column.of("hypervisor"),
            new Column("DIFFERENCES", c -> c.get("differences").text().replace(", ", "\n")),
            new Column("STALE PROVIDERS", c -> Lines.of(c.get("staleProviders"), "name", "reason")),
            Column.of("evidence"),
            Column.of("checkedAt"));
    private static final List<Column> HOLDERS =
            List.of(Column.of("server"), Column.of("consumer"), Column.of("provider"), Column.of("resources"));

    @Command(name = "revisions", description = "Revisions of a host, or of the site, newest first.")
    int revisions(
            @Parameters(paramLabel = "HOST", arity = "0..1") @Nullable String host,
            @Option(names = "--limit", defaultValue = "20", paramLabel = "N") int limit,
            @Mixin OutputOptions output) {
        printer(output).list(client().list(ofHostOrSite(host), limit), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One revision.")
    int show(@Parameters(paramLabel = "REVISION") String id, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.REVISION, id)), SHOW);
        return ExitCode.DONE;
    }

    @Command(
            name = "diff",
            description =
                    "What a revision changes. A host's name stands for its newest one. Exit 0: nothing; 2: changes.")
    int diff(
            @Parameters(paramLabel = "REVISION|HOST") String revision,
            @Option(names = "--against", paramLabel = "REVISION", description = "The published one when left out.")
                    @Nullable
                    String against) {
        Call call = Call.of(Operation.REVISION_DIFF, idOf(revision)).query("against", against);
        String text = client().text(call, "text/plain");
        out().print(Plain.text(text));
        return text.isBlank() ? ExitCode.DONE : ExitCode.CHANGES;
    }

    @Command(name = "file", description = "A file of a revision.")
    int file(@Parameters(paramLabel = "REVISION|HOST") String revision, @Parameters(paramLabel = "PATH") String path) {
        out().print(Plain.text(client().text(Call.of(Operation.REVISION_FILE, idOf(revision), path), "text/plain")));
        return ExitCode.DONE;
    }

    @Command(
            name = "publish",
            description = "Bring revisions to where they are used; an older one takes the newer one back.")
    int publish(
            @Parameters(paramLabel = "REVISION|HOST", arity = "1..*") List<String> revisions,
            @Mixin ChangeOptions options) {
        return each(revisions, revision -> {
            String id = idOf(revision);
            if (options.isDryRun) {
                out().print(Plain.text(client().text(Call.of(Operation.REVISION_DIFF, id), "text/plain")));
                return "";
            }
            return stateOf(client().read(Call.of(Operation.REVISION_PUBLISH, id)));
        });
    }

    @Command(name = "conf", description = "nova-compute.conf of the whole site, as the guide has it.")
    int conf() {
        out().print(Plain.text(client().text(Call.of(Operation.NOVA_COMPUTE_CONF), "text/plain")));
        return ExitCode.DONE;
    }

    @Command(name = "check", description = "Compare hosts with Placement. Exit 0: they match; 2: they differ.")
    int check(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        client().read(Call.of(Operation.PLACEMENT_CHECK_START, host));
        Node check = client().read(Call.of(Operation.PLACEMENT_CHECK, host));
        printer(output).show(check, CHECK);
        return check.get("matches").text().equals("true") ? ExitCode.DONE : ExitCode.CHANGES;
    }

    @Command(name = "allocations", description = "Who holds a host's GPUs in Placement.")
    int allocations(@Parameters(paramLabel = "HOST") String host, @Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.ALLOCATIONS, host)), HOLDERS);
        return ExitCode.DONE;
    }

    @Command(name = "remove-stale-providers", description = "Delete providers that an older layout left in Placement.")
    int removeStaleProviders(@Parameters(paramLabel = "HOST") String host, @Mixin ChangeOptions options) {
        Node removed = change(options, Call.of(Operation.STALE_PROVIDERS_REMOVE, host));
        out().println(Lines.of(removed, "provider", "removed", "reason"));
        return ExitCode.DONE;
    }

    private static Call ofHostOrSite(@Nullable String host) {
        return host == null ? Call.of(Operation.SITE_REVISIONS) : Call.of(Operation.HOST_REVISIONS, host);
    }

    /** Anything but a UUID is a host, which stands for its newest revision. */
    private String idOf(String revision) {
        return revision.matches("[0-9a-fA-F-]{36}")
                ? revision
                : client().list(ofHostOrSite(revision.equals("site") ? null : revision), 1).stream()
                        .findFirst()
                        .orElseThrow(() -> new dev.gantry.cli.call.CallFailed(revision + " has no revision yet"))
                        .get("id")
                        .text();
    }
}
