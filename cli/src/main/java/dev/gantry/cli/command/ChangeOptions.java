package dev.gantry.cli.command;

import picocli.CommandLine.Option;

/** For verbs that change something. */
final class ChangeOptions {
    @Option(names = "--dry-run", description = "Only tell what would be done.")
    boolean isDryRun;
}
