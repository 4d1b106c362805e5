package dev.gantry.cli.command.image;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Times;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds of images. */
@Command(name = "build", description = "Builds of guest images: see, follow, cancel.")
public final class BuildCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("id"),
            Column.of("image"),
            Column.of("state"),
            Column.of("phase"),
            Column.of("percent"),
            new Column("ASKED", b -> Times.ago(b.get("askedAt").text())),
            Column.of("FAILED BECAUSE", "failure.reason"));
    private static final List<Column> SHOW = List.of(
            Column.of("id"),
            Column.of("image"),
            Column.of("state"),
            Column.of("phase"),
            Column.of("percent"),
            Column.of("script"),
            Column.of("askedAt"),
            Column.of("startedAt"),
            Column.of("endedAt"),
            Column.of("FILE", "result.url"),
            Column.of("SHA256", "result.sha256.hex"),
            Column.of("GLANCE ID", "result.glanceId"),
            Column.of("GUEST DRIVER", "result.driverVersion"),
            new Column("CHECKS", b -> Lines.of(b.at("result.checks"), "name", "verdict", "found")),
            new Column("FAILED BECAUSE", b -> Lines.of(b.at("failure.reason"), b.at("failure.detail"))),
            new Column("LAST LINES", b -> Lines.each(b.at("failure.lastLines"))));

    @Command(name = "list", description = "Builds, newest first.")
    int list(
            @Option(names = "--image", paramLabel = "IMAGE") @Nullable String image,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit,
            @Mixin OutputOptions output) {
        printer(output).list(client().list(Call.of(Operation.BUILDS).query("image", image), limit), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One build.")
    int show(@Parameters(paramLabel = "BUILD") String id, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.BUILD, id)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "log", description = "Its log so far.")
    int log(@Parameters(paramLabel = "BUILD") String id) {
        out().print(Plain.text(client().text(Call.of(Operation.BUILD_LOG, id), "text/plain")));
        return ExitCode.DONE;
    }

    @Command(name = "watch", description = "Follow its log until it ends. Exit 0 when there is an image.")
    int watch(@Parameters(paramLabel = "BUILD") String id) {
        return new BuildWaiter(session()).await(id);
    }

    @Command(name = "cancel", description = "End a build.")
    int cancel(@Parameters(paramLabel = "BUILD") String id, @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.BUILD_CANCEL, id));
        return ExitCode.DONE;
    }

    @Command(name = "sbom", description = "What is in the image, as CycloneDX.")
    int sbom(@Parameters(paramLabel = "BUILD") String id) {
        out().println(client().send(Call.of(Operation.BUILD_SBOM, id)).text());
        return ExitCode.DONE;
    }

    @Command(name = "provenance", description = "What the image was made of and how.")
    int provenance(@Parameters(paramLabel = "BUILD") String id) {
        out().println(client().send(Call.of(Operation.BUILD_PROVENANCE, id)).text());
        return ExitCode.DONE;
    }
}
