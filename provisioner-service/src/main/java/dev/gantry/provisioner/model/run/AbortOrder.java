package dev.gantry.provisioner.model.run;

/** Why a run shall end before its next step. */
public record AbortOrder(Cause cause, String detail) {
    /** Who or what stops it. */
    public enum Cause {
        PERSON("aborted"),
        SUPERSEDED("superseded"),
        HOST_RETIRED("aborted");

        private final String reason;

        Cause(String reason) {
            this.reason = reason;
        }
    }

    public Failure failure() {
        return Failure.lasting(cause.reason, detail);
    }
}
