package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import java.util.List;

/** How an attempt to publish to the repository ended. */
public sealed interface PushResult {

    /** Pushed. {@code left} are files that were left alone. */
    record Committed(String commit, List<String> paths, List<LeftAlone> left) implements PushResult {}

    /** The branch holds these bytes already. */
    record Unchanged(String commit, List<LeftAlone> left) implements PushResult {}

    /** The operator's own settings stand against ours; nothing was pushed. */
    record Conflicting(List<Finding> conflicts) implements PushResult {}

    /** Nothing was pushed. {@code reason} is kebab-case: {@code diverged}, {@code refused}, {@code unreachable}. */
    record Failed(String reason, String detail) implements PushResult {}
}
