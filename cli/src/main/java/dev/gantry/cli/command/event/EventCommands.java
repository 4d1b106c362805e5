package dev.gantry.cli.command.event;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.EventReader;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Pause;
import dev.gantry.cli.output.Format;
import dev.gantry.cli.output.Json;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Events of the whole suite. */
@Command(name = "event", description = "All events of the suite, live.")
public final class EventCommands extends Noun {
    private static final int PATIENCE = 30;

    @Command(
            name = "follow",
            description = "Print events as they come, until Ctrl-C or --count. JSON is one CloudEvent a line.")
    int follow(
            @Option(
                            names = "--host",
                            paramLabel = "NAME",
                            description = "Only of this host, image or bundle; may be repeated.")
                    @Nullable
                    List<String> hosts,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            description = "Only of this type, which may end in *; may be repeated.")
                    @Nullable
                    List<String> types,
            @Option(
                            names = "--after",
                            paramLabel = "ID",
                            description = "Go on after this event; 0 from the beginning; now when left out.")
                    @Nullable
                    String after,
            @Option(names = "--count", defaultValue = "0", paramLabel = "N", description = "End after so many.")
                    int count,
            @Mixin OutputOptions output) {
        Call call = Call.of(Operation.EVENTS)
                .query("host", hosts == null ? List.of() : hosts)
                .query("type", types == null ? List.of() : types);
        String last = after;
        int told = 0;
        int broken = 0;
        while (broken < PATIENCE) {
            try (EventReader stream = client().follow(call.header("Last-Event-ID", last))) {
                for (EventReader.Event event = stream.next(); event != null; event = stream.next()) {
                    broken = 0;
                    last = event.id();
                    print(event, output);
                    if (++told == count) {
                        return ExitCode.DONE;
                    }
                }
            }
            broken++;
            say("the stream ended; connecting again");
            Pause.seconds(1);
        }
        return ExitCode.ERROR;
    }

    private void print(EventReader.Event event, OutputOptions output) {
        if (output.format == Format.json) {
            out().println(event.data());
        } else {
            Node cloudEvent = Json.readOrNothing(event.data());
            Node data = cloudEvent.get("data");
            String words = Lines.of(
                    data.get("from"),
                    data.get("to"),
                    data.get("step"),
                    data.get("outcome"),
                    data.get("reason"),
                    data.get("detail"));
            out().println(Plain.text("%s  %s  %s  %s  %s"
                    .formatted(
                            event.id(),
                            cloudEvent.get("time").text(),
                            cloudEvent.get("subject").text(),
                            event.name().replaceFirst("^dev\\.gantry\\.", ""),
                            words)));
        }
        out().flush();
    }
}
