package dev.gantry.cli.command;

import dev.gantry.cli.command.access.ApiTokenCommands;
import dev.gantry.cli.command.access.AuditCommands;
import dev.gantry.cli.command.access.LoginCommand;
import dev.gantry.cli.command.access.LogoutCommand;
import dev.gantry.cli.command.event.DeadLetterCommands;
import dev.gantry.cli.command.event.EventCommands;
import dev.gantry.cli.command.event.WebhookCommands;
import dev.gantry.cli.command.fleet.BiosCommands;
import dev.gantry.cli.command.fleet.DrainCommands;
import dev.gantry.cli.command.fleet.PlannerCommands;
import dev.gantry.cli.command.host.GroupCommands;
import dev.gantry.cli.command.host.HostCommands;
import dev.gantry.cli.command.host.ImportCommand;
import dev.gantry.cli.command.host.SourceCommands;
import dev.gantry.cli.command.image.BuildCommands;
import dev.gantry.cli.command.image.BundleCommands;
import dev.gantry.cli.command.image.ImageCommands;
import dev.gantry.cli.command.image.TokenCommands;
import dev.gantry.cli.command.nova.CapacityCommand;
import dev.gantry.cli.command.nova.FlavorCommands;
import dev.gantry.cli.command.nova.NovaCommands;
import dev.gantry.cli.command.plan.PlanCommand;
import dev.gantry.cli.command.run.GuestCommands;
import dev.gantry.cli.command.run.RolloutCommands;
import dev.gantry.cli.command.run.RunCommands;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * All nouns. Only the one that was called is built, unless help or completion needs them all: to read the annotations of the
 * others would take longer than the call.
 */
public final class Nouns {
    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("host", HostCommands::new);
        ALL.put("group", GroupCommands::new);
        ALL.put("run", RunCommands::new);
        ALL.put("rollout", RolloutCommands::new);
        ALL.put("nova", NovaCommands::new);
        ALL.put("flavor", FlavorCommands::new);
        ALL.put("capacity", CapacityCommand::new);
        ALL.put("drain", DrainCommands::new);
        ALL.put("bios", BiosCommands::new);
        ALL.put("planner", PlannerCommands::new);
        ALL.put("bundle", BundleCommands::new);
        ALL.put("image", ImageCommands::new);
        ALL.put("build", BuildCommands::new);
        ALL.put("token", TokenCommands::new);
        ALL.put("guest", GuestCommands::new);
        ALL.put("event", EventCommands::new);
        ALL.put("webhook", WebhookCommands::new);
        ALL.put("dead-letter", DeadLetterCommands::new);
        ALL.put("audit", AuditCommands::new);
        ALL.put("api-token", ApiTokenCommands::new);
        ALL.put("import", ImportCommand::new);
        ALL.put("source", SourceCommands::new);
        ALL.put("plan", PlanCommand::new);
        ALL.put("login", LoginCommand::new);
        ALL.put("logout", LogoutCommand::new);
        ALL.put("profile", ProfileCommands::new);
        ALL.put("completion", CompletionCommand::new);
    }

    private Nouns() {}

    public static void addTo(CommandLine line, String... args) {
        String first = "";
        for (int i = 0; i < args.length && first.isEmpty(); i++) {
            if (args[i].equals("--profile") || args[i].equals("-p")) {
                i++; // its value is no noun
            } else if (!args[i].startsWith("-")) {
                first = args[i];
            }
        }
        Supplier<Object> called = ALL.get(first);
        if (called != null && !first.equals("completion")) {
            line.addSubcommand(first, called.get());
        } else {
            ALL.forEach((name, noun) -> line.addSubcommand(name, noun.get()));
        }
    }
}
