package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person says of a host: how to reach it, which groups it is in, what its variables are, and who must agree to a disruptive plan. */
public record HostSpec(Reach reach, List<String> groups, Variables own, Variables hostVars, ApprovalPolicy approval) {

    /** How the provisioner gets in. {@code hostKey} null: no key is pinned, so nobody goes there yet. */
    public record Reach(
            String address,
            int port,
            String user,
            @Nullable String hostKey,
            @Nullable String jump) {

        public static final int DEFAULT_PORT = 22;
        public static final String DEFAULT_USER = "stack";
    }

    /** {@code own} are set by REST and win over {@code hostVars}, which an import brought. */
    public HostSpec {
        groups = groups.stream().distinct().sorted().toList();
    }

    public boolean isPinned() {
        return reach.hostKey() != null;
    }
}
