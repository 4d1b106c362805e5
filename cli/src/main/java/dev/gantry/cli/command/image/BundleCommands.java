package dev.gantry.cli.command.image;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.Pause;
import dev.gantry.cli.command.shared.Times;
import dev.gantry.cli.command.shared.WaitOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Driver bundles. */
@Command(name = "bundle", description = "NVIDIA's driver bundles: upload, publish, see.")
public final class BundleCommands extends Noun {
    private static final Set<String> ENDS = Set.of("PUBLISHED", "FAILED");
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("state"),
            Column.of("hostVersion"),
            Column.of("guestVersion"),
            Column.of("branch"),
            Column.of("bytes"),
            new Column("TAKEN IN", b -> Times.ago(b.get("takenInAt").text())));
    private static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("state"),
            Column.of("reason"),
            Column.of("hostVersion"),
            Column.of("guestVersion"),
            Column.of("windowsVersion"),
            Column.of("branch"),
            Column.of("release"),
            Column.of("sha256"),
            Column.of("bytes"),
            Column.of("url"),
            new Column("PARTS", b -> Lines.of(b.get("parts"), "role", "name", "url")));

    @Command(name = "list", description = "Bundles by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().list(Call.of(Operation.BUNDLES), Integer.MAX_VALUE), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One bundle and its parts.")
    int show(@Parameters(paramLabel = "BUNDLE") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.BUNDLE, name)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "upload", description = "Give a bundle: a zip file, or its http, https or file address.")
    int upload(
            @Parameters(paramLabel = "FILE|URL") String source,
            @Option(names = "--sha256", paramLabel = "HEX", description = "Refused when it is another file.") @Nullable
                    String sha256,
            @Option(
                            names = "--part",
                            paramLabel = "ROLE",
                            description =
                                    "BUNDLE, HOST_DRIVER, GUEST_DRIVER or SIGNING_KEY; may be repeated; all when left"
                                            + " out.")
                    @Nullable
                    List<String> parts,
            @Mixin WaitOptions options) {
        Call call = Call.of(Operation.BUNDLE_UPLOAD).query("parts", parts == null ? List.of() : parts);
        Node bundle = change(
                options.change(), source.contains("://") ? address(call, source, sha256) : file(call, source, sha256));
        return options.isDryRun ? ExitCode.DONE : ended(bundle, options);
    }

    @Command(name = "publish", description = "Publish a bundle's parts again, or further ones.")
    int publish(
            @Parameters(paramLabel = "BUNDLE") String name,
            @Option(names = "--part", paramLabel = "ROLE") @Nullable List<String> parts,
            @Mixin WaitOptions options) {
        Call call = Call.of(Operation.BUNDLE_PUBLISH, name).query("parts", parts == null ? List.of() : parts);
        Node bundle = change(options.change(), call);
        return options.isDryRun ? ExitCode.DONE : ended(bundle, options);
    }

    @Command(name = "remove", description = "Forget bundles.")
    int remove(@Parameters(paramLabel = "BUNDLE", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.BUNDLE_DELETE, names, options);
    }

    private static Call address(Call call, String url, @Nullable String sha256) {
        Map<String, @Nullable Object> body = new java.util.LinkedHashMap<>();
        body.put("url", url);
        body.put("sha256", sha256);
        return call.json(body);
    }

    private static Call file(Call call, String source, @Nullable String sha256) {
        Path path = Path.of(source);
        if (!Files.isReadable(path)) {
            throw new CallFailed(path + " cannot be read");
        }
        return call.header("X-File-Name", String.valueOf(path.getFileName()))
                .header("X-Sha256", sha256)
                .body(new Call.Body.File("application/octet-stream", path));
    }

    private int ended(Node taken, WaitOptions options) {
        Node bundle = taken;
        String name = taken.get("name").text();
        java.time.Instant end = java.time.Instant.now().plus(options.timeout());
        while (options.isWaiting
                && !ENDS.contains(stateOf(bundle))
                && java.time.Instant.now().isBefore(end)) {
            Pause.seconds(1);
            bundle = client().read(Call.of(Operation.BUNDLE, name));
        }
        out().println(name + ": " + Lines.of(bundle.get("state"), bundle.get("reason")));
        boolean isDone = !options.isWaiting || stateOf(bundle).equals("PUBLISHED");
        return isDone ? ExitCode.DONE : ExitCode.ERROR;
    }
}
