package dev.gantry.cli.command;

import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Scripts that teach a shell the nouns, verbs and options. */
@Command(
        name = "completion",
        description = {
            "Print the completion script of a shell. For this session:",
            "  source <(gantry completion bash)      gantry completion fish | source"
        })
final class CompletionCommand extends Noun implements Callable<Integer> {
    /** Shells that are known. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private static final String ZSH =
            "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.bash;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        String script =
                switch (shell) {
                    case bash -> AutoComplete.bash("gantry", root);
                    case zsh -> ZSH + AutoComplete.bash("gantry", root);
                    case fish -> FishCompletion.of(root);
                };
        out().print(script);
        out().flush();
        return ExitCode.DONE;
    }
}
