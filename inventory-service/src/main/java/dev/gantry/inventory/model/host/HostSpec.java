package dev.gantry.inventory.model.host;

import dev.gantry.inventory.model.text.NormalValues;
import dev.gantry.inventory.model.variables.Variables;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a host: how to reach it, which groups it is in, what its variables are, who must agree to a disruptive plan, and
 * how it is labelled. Labels and metadata are for people and portals; nothing of the host follows from them.
 */
public record HostSpec(
        Reach reach,
        List<String> groups,
        Variables own,
        Variables hostVars,
        ApprovalPolicy approval,
        SortedMap<String, String> labels,
        Map<String, Object> metadata) {

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
        labels = Collections.unmodifiableSortedMap(labels == null ? new TreeMap<>() : new TreeMap<>(labels));
        metadata = metadata == null ? Map.of() : NormalValues.normalMap(metadata);
    }

    /** Without labels and metadata. */
    public HostSpec(Reach reach, List<String> groups, Variables own, Variables hostVars, ApprovalPolicy approval) {
        this(reach, groups, own, hostVars, approval, new TreeMap<>(), Map.of());
    }

    public HostSpec labelled(SortedMap<String, String> newLabels, Map<String, Object> newMetadata) {
        return new HostSpec(reach, groups, own, hostVars, approval, newLabels, newMetadata);
    }

    public boolean isPinned() {
        return reach.hostKey() != null;
    }
}
