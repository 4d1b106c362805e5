package dev.gantry.inventory.model.host;

/** What moves a host: an order (imperative) or something that happened (past tense). */
public enum Trigger {
    INSPECT("look at the host"),
    INSPECTED("the provisioner answered with facts and a plan"),
    INSPECTION_FAILED("the provisioner could not look"),
    PROVISION("bring the host to the wanted state"),
    PROVISIONED("a last look proved the wanted state"),
    PROVISIONING_FAILED("the run ended short of the wanted state"),
    CONFIGURED("nova's configuration reached its target"),
    CONFIRM("Placement or an operator proved the host"),
    DRAIN("take the guests away"),
    DRAINED("no guest uses the host any more"),
    DISTRUSTED("the host shows another SSH key than the pinned one"),
    TIMED_OUT("the deadline of the work passed without an answer"),
    RETRY_INSPECTION("look again after a failure"),
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
