package dev.gantry.provisioner.model.run;

/** What a run is for: to look only, or to bring the host to what is wanted. */
public enum RunKind {
    INSPECT,
    PROVISION
}
