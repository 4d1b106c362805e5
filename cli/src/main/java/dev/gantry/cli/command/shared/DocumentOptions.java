package dev.gantry.cli.command.shared;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** For verbs that write what a file describes. */
public final class DocumentOptions {
    @Option(
            names = {"-F", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "JSON or YAML; - for standard input.")
    public Path file = Path.of("-");

    @Mixin
    public ChangeOptions change = new ChangeOptions();
}
