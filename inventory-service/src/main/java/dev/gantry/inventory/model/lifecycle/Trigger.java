package dev.gantry.inventory.model.lifecycle;

/** What transitions a host: an order (imperative) or something that happened (past tense). */
public enum Trigger {
    INSPECT("inspect the host"),
    INSPECTED("the provisioner answered with facts and a plan"),
    INSPECTION_FAILED("the provisioner could not inspect it"),
    PROVISION("bring the host to its desired state"),
    PROVISION_IN_PLACE("carry out a plan that takes nothing away, while guests stay"),
    PROVISIONED("a last inspection found the desired state"),
    PROVISIONING_FAILED("the run ended short of the desired state"),
    CONFIGURED("nova's configuration reached its target"),
    ACTIVATE("Placement or an operator confirmed the host"),
    DRAIN("take the guests away"),
    DRAINED("no guest uses the host any more"),
    HOST_KEY_CHANGED("the host shows another SSH key than the pinned one"),
    TIMED_OUT("the deadline of the work passed without an answer"),
    RETRY_INSPECTION("inspect again after a failure"),
    RETRY_PROVISIONING("provision again after a failure"),
    RETRY_DRAINING("drain again after a failure"),
    MAINTAIN("hand the host to a person"),
    RESUME("take the host back, or call the drain off"),
    RETIRE("let the host go");

    private final String meaning;

    Trigger(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
