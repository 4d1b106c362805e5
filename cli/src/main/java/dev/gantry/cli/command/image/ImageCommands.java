package dev.gantry.cli.command.image;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ChangeOptions;
import dev.gantry.cli.command.shared.DocumentOptions;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Lines;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.command.shared.WaitOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.output.Plain;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Guest images. */
@Command(
        name = "image",
        description = "Guest images: define, build, promote, compare with the fleet's driver.",
        subcommands = ImageChannel.class)
public final class ImageCommands extends Noun {
    private static final List<Column> LIST = List.of(
            Column.of("name"),
            Column.of("type"),
            Column.of("BUNDLE", "driver.bundle"),
            Column.of("token"),
            Column.of("hostGroups"),
            Column.of("elements"));
    private static final List<Column> SHOW = List.of(
            Column.of("name"),
            Column.of("type"),
            Column.of("elements"),
            Column.of("packages"),
            new Column("ENV", i -> Lines.pairs(i.get("env"))),
            Column.of("visibility"),
            new Column("PROPERTIES", i -> Lines.pairs(i.get("properties"))),
            Column.of("BUNDLE", "driver.bundle"),
            Column.of("token"),
            Column.of("hostGroups"),
            Column.of("size"),
            new Column("WARNINGS", i -> Lines.each(i.get("warnings"))));
    private static final List<Column> RECIPE = List.of(
            Column.of("command"),
            new Column("ENVIRONMENT", r -> Lines.pairs(r.get("environment"))),
            new Column("INPUTS", r -> Lines.pairs(r.get("inputs"))),
            new Column("REFUSED", r -> Lines.of(r.get("fields"), "path", "found", "expected", "fix")),
            new Column("WARNINGS", r -> Lines.each(r.get("warnings"))),
            Column.of("inputsDigest"));
    private static final List<Column> IMPORTED = List.of(
            Column.of("name"),
            Column.of("outcome"),
            Column.of("where"),
            new Column("CHANGES", i -> Lines.each(i.get("changes"))),
            new Column("REFUSED", i -> Lines.of(i.get("fields"), "path", "found", "expected", "fix")),
            new Column("WARNINGS", i -> Lines.each(i.get("warnings"))));
    private static final List<Column> ALIGNMENT = List.of(
            Column.of("image"),
            Column.of("host"),
            Column.of("hostDriver"),
            Column.of("guestDriver"),
            Column.of("verdict"),
            Column.of("reason"));

    @Command(name = "list", description = "Images by name.")
    int list(@Mixin OutputOptions output) {
        printer(output).list(client().list(Call.of(Operation.IMAGES), Integer.MAX_VALUE), LIST);
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "One image's definition.")
    int show(@Parameters(paramLabel = "IMAGE") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.IMAGE, name)), SHOW);
        return ExitCode.DONE;
    }

    @Command(name = "recipe", description = "The build that a definition would become now.")
    int recipe(@Parameters(paramLabel = "IMAGE") String name, @Mixin OutputOptions output) {
        printer(output).show(client().read(Call.of(Operation.IMAGE_RECIPE, name)), RECIPE);
        return ExitCode.DONE;
    }

    @Command(name = "set", description = "Define an image, from a JSON or YAML file.")
    int set(@Parameters(paramLabel = "IMAGE") String name, @Mixin DocumentOptions document) {
        put(Operation.IMAGE_PUT, Operation.IMAGE, name, document);
        return ExitCode.DONE;
    }

    @Command(name = "import", description = "Define all images of an openstack-config's YAML.")
    int importAll(
            @Parameters(paramLabel = "FILE") Path file, @Mixin ChangeOptions options, @Mixin OutputOptions output) {
        Call call = Call.of(Operation.IMAGES_IMPORT).body(new Call.Body.Text("application/yaml", content(file)));
        printer(output).list(change(options, call).get("images").items(), IMPORTED);
        return ExitCode.DONE;
    }

    @Command(name = "export", description = "All of them as YAML for openstack-config.")
    int export() {
        out().print(Plain.text(client().text(Call.of(Operation.IMAGES_YAML), "application/yaml")));
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Forget definitions.")
    int remove(@Parameters(paramLabel = "IMAGE", arity = "1..*") List<String> names, @Mixin ChangeOptions options) {
        return remove(Operation.IMAGE_DELETE, Operation.IMAGE, names, options);
    }

    @Command(
            name = "build",
            description = "Build an image; nothing is done when nothing in it changed, unless --force.")
    int build(
            @Parameters(paramLabel = "IMAGE") String name,
            @Option(names = "--force", description = "Also when nothing changed.") boolean isForced,
            @Mixin WaitOptions options) {
        if (options.isDryRun) {
            return recipe(name, new OutputOptions());
        }
        Node build = client().read(Call.of(Operation.IMAGE_BUILD, name).query("force", isForced ? "true" : null));
        out().println(build.get("id").text());
        return options.isWaiting
                ? new BuildWaiter(session()).await(build.get("id").text())
                : ExitCode.DONE;
    }

    private static final List<Column> BRANCHES = List.of(
            Column.of("branch"),
            Column.of("release"),
            Column.of("support"),
            Column.of("endOfSupport"),
            Column.of("hosts"),
            Column.of("images"),
            Column.of("source"));

    @Command(name = "branches", description = "Driver branches of hosts and images, and until when each is supported.")
    int branches(@Mixin OutputOptions output) {
        printer(output).list(client().items(Call.of(Operation.DRIVER_BRANCHES)), BRANCHES);
        return ExitCode.DONE;
    }

    @Command(name = "alignment", description = "Whether each image's guest driver fits the drivers of the hosts.")
    int alignment(
            @Option(names = "--group", paramLabel = "GROUP") @Nullable String group,
            @Option(names = "--host-driver", paramLabel = "VERSION") @Nullable String hostDriver,
            @Mixin OutputOptions output) {
        Call call =
                Call.of(Operation.DRIVER_ALIGNMENT).query("hostGroup", group).query("hostDriver", hostDriver);
        printer(output).list(client().items(call), ALIGNMENT);
        return ExitCode.DONE;
    }
}
