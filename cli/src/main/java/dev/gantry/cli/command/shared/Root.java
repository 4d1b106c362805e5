package dev.gantry.cli.command.shared;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands share: who calls whom. */
@Command(
        name = "gantry",
        mixinStandardHelpOptions = true,
        version = "gantry 0.1",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "NOUN VERB",
        description = "From bare GPU hypervisor to bookable OpenStack flavor.",
        footer = {
            "",
            "Exit codes: 0 done, or nothing to do; 1 error; 2 there are changes (plan verbs).",
            "Profiles are in ~/.config/gantry/gantry.yaml."
        })
public final class Root {
    private final Session session;

    public Root(Session session) {
        this.session = session;
    }

    @Option(
            names = {"--profile", "-p"},
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Which suite, from the profiles' file; also GANTRY_PROFILE.")
    public void profile(@Nullable String name) {
        session.choose(name);
    }

    public Session session() {
        return session;
    }
}
