package dev.gantry.cli.command.plan;

import dev.gantry.cli.call.Call;
import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Operation;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.Packed;
import dev.gantry.cli.output.Plain;
import dev.gantry.cli.plan.ConfigPlan;
import dev.gantry.cli.plan.FolderComparison;
import dev.gantry.cli.plan.OfflinePlanner;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a kayobe configuration would change. */
@Command(
        name = "plan",
        description = {
            "What a kayobe configuration would change, for the CI of its repository.",
            "Exit 0: nothing; 2: changes; 1: it cannot be imported, or with --strict there are lints."
        })
public final class PlanCommand extends Noun implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "DIR",
            description = "$KAYOBE_CONFIG_PATH: the folder that holds inventory/.")
    Path folder = Path.of("");

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "Another state of it to compare with, e.g. the target branch; with --offline.")
    @Nullable
    Path base;

    @Option(names = "--offline", description = "Ask no suite: layouts, lints, and the nova files of assumed cards.")
    boolean isOffline;

    @Option(names = "--environment", paramLabel = "NAME", description = "Kayobe's environment to lay over the base.")
    @Nullable
    String environment;

    @Option(names = "--home", paramLabel = "DIR", description = "What lookup('env', 'HOME') means.")
    String home = System.getProperty("user.home", "/root");

    @Option(
            names = "--release",
            paramLabel = "RELEASE",
            defaultValue = "2025.1",
            description = "OpenStack's (default: ${DEFAULT-VALUE}).")
    String release = "2025.1";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    PlanForm form = PlanForm.text;

    @Option(names = "--strict", description = "A lint is an error.")
    boolean isStrict;

    @Override
    public Integer call() {
        if (base != null && !isOffline) {
            throw new CallFailed("--base compares two folders and needs --offline; else the suite is compared with");
        }
        OfflinePlanner planner = new OfflinePlanner(new ControlHost(environment, home), release());
        ConfigPlan plan = planner.plan(folder);
        if (base != null) {
            plan = FolderComparison.of(planner.plan(base), plan);
        } else if (!isOffline) {
            plan = new SuiteComparison(client()).of(plan, client().read(dryRun()));
        }
        out().print(Plain.text(PlanReport.of(plan, form)));
        if (plan.isRefused() || isStrict && !plan.lints().isEmpty()) {
            return ExitCode.ERROR;
        }
        return plan.hasChanges() ? ExitCode.CHANGES : ExitCode.DONE;
    }

    private Call dryRun() {
        return Call.of(Operation.IMPORT)
                .query("dryRun", "true")
                .query("environment", environment)
                .query("home", home)
                .body(new Call.Body.Bytes("application/gzip", Packed.folder(folder)));
    }

    private NovaRelease release() {
        try {
            return NovaRelease.parse(release);
        } catch (MalformedValueException e) {
            throw new CallFailed("--release: " + e.getMessage(), e);
        }
    }
}
