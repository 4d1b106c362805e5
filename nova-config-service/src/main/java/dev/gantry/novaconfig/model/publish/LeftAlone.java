package dev.gantry.novaconfig.model.publish;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A file of the operator's that a publication would have written. {@code lines} are those of ours that it lacks, as they would stand there. */
public record LeftAlone(String path, String reason, List<String> lines) {

    public LeftAlone {
        lines = List.copyOf(lines);
    }

    /** Empty when the operator's file has every line of ours, in whatever order and depth. */
    public static Optional<LeftAlone> of(String path, String theirs, String ours) {
        Set<String> has = theirs.lines().map(String::strip).collect(Collectors.toSet());
        List<String> lacking = ours.lines()
                .filter(l ->
                        !l.isBlank() && !l.strip().startsWith("#") && !l.strip().equals("---"))
                .filter(l -> !has.contains(l.strip()))
                .toList();
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(new LeftAlone(path, "it is the operator's own; add the lines by hand", lacking));
    }
}
