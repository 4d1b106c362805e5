package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.model.Finding;
import dev.gantry.novaconfig.model.LeftAlone;
import java.util.List;

/** How an attempt to publish to the repository ended. */
public sealed interface GitAnswer {

    /** Pushed. {@code left} are files that were left alone. */
    record Committed(String commit, List<String> paths, List<LeftAlone> left) implements GitAnswer {}

    /** The branch holds these bytes already. */
    record Unchanged(String commit, List<LeftAlone> left) implements GitAnswer {}

    /** The operator's own settings stand against ours; nothing was pushed. */
    record Conflicting(List<Finding> conflicts) implements GitAnswer {}

    /** Nothing was pushed. {@code reason} is kebab-case: {@code diverged}, {@code refused}, {@code unreachable}. */
    record Failed(String reason, String detail) implements GitAnswer {}
}
