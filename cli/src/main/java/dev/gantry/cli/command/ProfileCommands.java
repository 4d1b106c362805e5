package dev.gantry.cli.command;

import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Noun;
import dev.gantry.cli.command.shared.OutputOptions;
import dev.gantry.cli.output.Column;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.profile.Profile;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which suites are known. */
@Command(name = "profile", description = "Which suites are known, and which one counts here.")
final class ProfileCommands extends Noun {
    @Command(name = "list", description = "Those of the profiles' file.")
    int list(@Mixin OutputOptions output) {
        printer(output)
                .list(
                        session().profiles().list(),
                        List.of(Column.of("name"), Column.of("url"), Column.of("isDefault")));
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "The profile that counts; never its token.")
    int show(@Mixin OutputOptions output) {
        Profile profile = session().profile();
        Map<String, Object> members = Map.of(
                "name", profile.name(),
                "url", profile.url(),
                "ca", profile.ca() == null ? "the system's" : profile.ca(),
                "login", login(profile));
        printer(output)
                .show(
                        new Node(members),
                        List.of(Column.of("name"), Column.of("url"), Column.of("ca"), Column.of("login")));
        return ExitCode.DONE;
    }

    private String login(Profile profile) {
        return profile.token() != null
                ? "by a token that was given"
                : session()
                        .logins()
                        .expiry(profile)
                        .map(end -> "by identity provider, token until " + end)
                        .orElse("none; call gantry login");
    }
}
