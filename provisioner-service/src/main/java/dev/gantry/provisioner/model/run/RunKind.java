package dev.gantry.provisioner.model.run;

/** What a run is for: to inspect only, or to bring the host to its desired state. */
public enum RunKind {
    INSPECT,
    PROVISION
}
