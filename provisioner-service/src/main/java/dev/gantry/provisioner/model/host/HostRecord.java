package dev.gantry.provisioner.model.host;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.desired.SshTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one host: how it is reached, what is wanted of it, and when it was inspected.
 *
 * @param desiredState null: nothing is wanted of it yet
 * @param inspectionFailure why the last inspection failed; null when it did not
 * @param drift differences from what is wanted, in words, of a host that was provisioned
 * @param provisionedVersion null until a run brought the host to what is wanted
 * @param nextInspectionAt when the next inspection for drift is due; null: none is planned
 */
public record HostRecord(
        String name,
        long version,
        SshTarget ssh,
        @Nullable DesiredState desiredState,
        @Nullable Instant inspectedAt,
        @Nullable String inspectionFailure,
        List<String> drift,
        @Nullable Long provisionedVersion,
        @Nullable Instant nextInspectionAt) {
    public HostRecord {
        drift = List.copyOf(drift);
    }

    public static HostRecord enrolled(String name, SshTarget ssh, @Nullable DesiredState desiredState) {
        return new HostRecord(name, 0, ssh, desiredState, null, null, List.of(), null, null);
    }

    public boolean isProvisioned() {
        return provisionedVersion != null;
    }

    /** As it was asked for now. Something else being wanted, that it is not there yet is no drift. */
    public HostRecord asked(long atVersion, SshTarget target, @Nullable DesiredState wanted) {
        boolean same = java.util.Objects.equals(desiredState, wanted);
        HostRecord kept = same ? this : withoutDrift();
        return new HostRecord(
                name,
                atVersion,
                target,
                wanted,
                kept.inspectedAt,
                kept.inspectionFailure,
                kept.drift,
                kept.provisionedVersion,
                kept.nextInspectionAt);
    }

    /** It is no longer watched. */
    public HostRecord retired(long atVersion) {
        HostRecord left = withoutDrift();
        return new HostRecord(
                name,
                Math.max(version, atVersion),
                ssh,
                desiredState,
                left.inspectedAt,
                left.inspectionFailure,
                left.drift,
                left.provisionedVersion,
                left.nextInspectionAt);
    }

    public HostRecord inspected(Instant now, @Nullable Instant next) {
        return new HostRecord(name, version, ssh, desiredState, now, null, drift, provisionedVersion, next);
    }

    public HostRecord notInspected(String why, @Nullable Instant next) {
        return new HostRecord(name, version, ssh, desiredState, inspectedAt, why, drift, provisionedVersion, next);
    }

    public HostRecord provisioned(long atVersion) {
        return new HostRecord(
                name, version, ssh, desiredState, inspectedAt, inspectionFailure, drift, atVersion, nextInspectionAt);
    }

    public HostRecord drifted(List<String> differences) {
        return new HostRecord(
                name,
                version,
                ssh,
                desiredState,
                inspectedAt,
                inspectionFailure,
                differences,
                provisionedVersion,
                nextInspectionAt);
    }

    private HostRecord withoutDrift() {
        return new HostRecord(name, version, ssh, desiredState, inspectedAt, inspectionFailure, List.of(), null, null);
    }
}
