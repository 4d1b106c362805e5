package dev.gantry.cli.command.image;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Channels of an image: which build projects get. */
@Command(name = "channel", description = "Channels of an image, candidate and stable: which build is given out.")
final class ImageChannel extends Noun {
    private static final List<Column> LIST = List.of(Column.of("build"), Column.of("at"), Column.of("actor"));

    @Command(name = "show", description = "What a channel gave out, newest first.")
    int show(
            @Parameters(paramLabel = "IMAGE") String image,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.CHANNEL, image, channel)), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "set", description = "Give out a build.")
    int set(
            @Parameters(paramLabel = "IMAGE") String image,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Parameters(paramLabel = "BUILD") String build,
            @Mixin ChangeOptions options) {
        change(options, Call.of(Operation.CHANNEL_PUT, image, channel).json(Map.of("build", build)));
        return ExitCode.DONE;
    }

    @Command(name = "rollback", description = "Give out what was given out before.")
    int rollback(
            @Parameters(paramLabel = "IMAGE") String image,
            @Parameters(paramLabel = "CHANNEL") String channel,
            @Mixin ChangeOptions options) {
        out().println(change(options, Call.of(Operation.CHANNEL_ROLLBACK, image, channel))
                .get("build")
                .text());
        return ExitCode.DONE;
    }
}
