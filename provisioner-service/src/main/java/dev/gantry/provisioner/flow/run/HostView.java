package dev.gantry.provisioner.flow.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the provisioner knows of a host. {@code waiting} answers what its open run waits for. */
public record HostView(
        String host,
        long version,
        @Nullable Instant inspectedAt,
        @Nullable String inspectionFailure,
        List<String> drift,
        @Nullable Long provisionedVersion,
        @Nullable Instant nextInspectionAt,
        String waiting) {
    public HostView {
        drift = List.copyOf(drift);
    }
}
