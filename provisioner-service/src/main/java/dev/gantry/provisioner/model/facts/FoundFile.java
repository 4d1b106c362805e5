package dev.gantry.provisioner.model.facts;

import java.util.List;

/**
 * A file on the host that matters to us.
 *
 * @param sha256 hex, of its content
 * @param mode permission bits in octal, {@code 644}
 * @param ours carries our marker in its first line
 * @param lines the lines that were read of it: all of a small foreign file, of our own which cards the unit for MIG devices cuts
 */
public record FoundFile(String path, String sha256, String mode, boolean ours, List<String> lines) {
    public FoundFile {
        lines = List.copyOf(lines);
    }
}
