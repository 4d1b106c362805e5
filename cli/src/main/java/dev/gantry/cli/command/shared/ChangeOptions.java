package dev.gantry.cli.command.shared;

import picocli.CommandLine.Option;

/** For verbs that change something. */
public final class ChangeOptions {
    @Option(names = "--dry-run", description = "Only tell what would be done.")
    public boolean isDryRun;
}
