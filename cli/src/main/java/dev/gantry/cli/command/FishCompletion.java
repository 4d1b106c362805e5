package dev.gantry.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli does not write. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine root) {
        List<String> lines = new ArrayList<>();
        lines.add("complete -c gantry -f");
        for (Map.Entry<String, CommandLine> noun : root.getSubcommands().entrySet()) {
            add(lines, "__fish_use_subcommand", noun.getKey(), noun.getValue().getCommandSpec());
            String isNoun = "__fish_seen_subcommand_from " + noun.getKey();
            Map<String, CommandLine> verbs = noun.getValue().getSubcommands();
            if (verbs.isEmpty()) {
                options(lines, isNoun, noun.getValue().getCommandSpec());
            }
            String noVerb = isNoun + "; and not __fish_seen_subcommand_from " + String.join(" ", verbs.keySet());
            verbs.forEach((name, verb) -> {
                add(lines, noVerb, name, verb.getCommandSpec());
                options(lines, isNoun + "; and __fish_seen_subcommand_from " + name, verb.getCommandSpec());
            });
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, String condition, String name, CommandSpec spec) {
        lines.add("complete -c gantry -n %s -a %s -d %s"
                .formatted(
                        quoted(condition),
                        name,
                        quoted(first(spec.usageMessage().description()))));
    }

    private static void options(List<String> lines, String condition, CommandSpec verb) {
        for (OptionSpec option : verb.options()) {
            if (option.inherited() || option.hidden()) {
                continue;
            }
            String value = option.arity().max() > 0 ? " -r" : "";
            lines.add("complete -c gantry -n %s -l %s%s -d %s"
                    .formatted(
                            quoted(condition),
                            option.longestName().replaceFirst("^-+", ""),
                            value,
                            quoted(first(option.description()))));
        }
    }

    private static String first(String[] description) {
        return description.length == 0
                ? ""
                : description[0].replaceAll("\\$\\{[^}]*}", "").replace("%n", " ");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
