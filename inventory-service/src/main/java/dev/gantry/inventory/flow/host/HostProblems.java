package dev.gantry.inventory.flow.host;

import dev.gantry.inventory.model.host.Failure;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.lifecycle.Lifecycle;
import dev.gantry.inventory.model.lifecycle.Trigger;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import java.util.Collection;
import java.util.List;

/** Every way in which inventory says no, each in one place. */
public final class HostProblems {

    private HostProblems() {}

    public static ProblemException hostNotFound(String name) {
        return Problem.of(
                        404,
                        "host-not-found",
                        "Host not known",
                        "Host %s is not known; enrol it with PUT /v1/hosts/%s.".formatted(name, name))
                .with("host", name)
                .asException();
    }

    public static ProblemException invalidTransition(Host host, Trigger trigger) {
        List<String> allowed =
                Lifecycle.allowed(host.state()).stream().map(Trigger::name).toList();
        return Problem.of(
                        409,
                        "invalid-transition",
                        "Not possible in this state",
                        "Host %s is %s; %s is not possible there. Possible: %s."
                                .formatted(host.name(), host.state(), trigger, String.join(", ", allowed)))
                .with("host", host.name())
                .with("state", host.state().name())
                .with("allowed", allowed)
                .asException();
    }

    public static ProblemException notDeletable(Host host) {
        return conflict(
                host,
                "host-not-retired",
                "Host not retired",
                "Host %s is %s; only a RETIRED host can be deleted. Retire it with POST /v1/hosts/%s/retire."
                        .formatted(host.name(), host.state(), host.name()));
    }

    public static ProblemException retired(Host host) {
        return conflict(
                host,
                "host-retired",
                "Host retired",
                "Host %s is RETIRED and cannot be changed; delete it, then enrol it again.".formatted(host.name()));
    }

    public static ProblemException hostKeyMissing(Host host) {
        return conflict(
                host,
                "host-key-missing",
                "No host key pinned",
                "Host %s has no pinned SSH host key, so nobody goes there; set hostKey (SHA256:...) with PUT /v1/hosts/%s."
                        .formatted(host.name(), host.name()));
    }

    public static ProblemException noPlan(Host host) {
        return conflict(
                host,
                "plan-missing",
                "No plan",
                "Host %s has no plan that could be carried out; ask for one with POST /v1/hosts/%s/inspect."
                        .formatted(host.name(), host.name()));
    }

    static ProblemException notInspected(Host host) {
        return Problem.of(
                        404,
                        "host-not-inspected",
                        "Not inspected yet",
                        "Host %s is %s and has not been inspected yet.".formatted(host.name(), host.state()))
                .with("host", host.name())
                .with("state", host.state().name())
                .asException();
    }

    static ProblemException planNotFound(Host host) {
        return Problem.of(
                        404,
                        "plan-missing",
                        "No plan",
                        "Host %s is %s and has no plan now; ask for one with POST /v1/hosts/%s/inspect."
                                .formatted(host.name(), host.state(), host.name()))
                .with("host", host.name())
                .with("state", host.state().name())
                .asException();
    }

    static ProblemException cursorMalformed() {
        return Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                .asException();
    }

    /** {@code difference} is empty when the plan that was sent is not known any more. */
    public static ProblemException planStale(Host host, String sent, String current, List<String> difference) {
        return Problem.of(
                        409,
                        "plan-stale",
                        "The plan is another one now",
                        "You approved plan %s of host %s, the plan is %s now; read GET /v1/hosts/%s/plan and approve that one."
                                .formatted(sent, host.name(), current, host.name()))
                .with("host", host.name())
                .with("digest", current)
                .with("difference", difference)
                .asException();
    }

    public static ProblemException approvalNeeded(Host host, String digest) {
        return Problem.of(
                        409,
                        "approval-needed",
                        "The plan needs approval",
                        "The plan of host %s reboots it or removes devices; approve it with POST /v1/hosts/%s/approve and its digest."
                                .formatted(host.name(), host.name()))
                .with("host", host.name())
                .with("digest", digest)
                .asException();
    }

    public static ProblemException planBlocked(Host host, String why) {
        return conflict(
                host,
                "plan-blocked",
                "The plan cannot be carried out",
                "Host %s: %s. Mend that, then POST /v1/hosts/%s/inspect.".formatted(host.name(), why, host.name()));
    }

    public static ProblemException notRetryable(Host host, Failure failure) {
        return conflict(
                host,
                "not-retryable",
                "Trying again cannot help",
                "Host %s failed with %s: %s. Change the host with PUT /v1/hosts/%s; that inspects it again."
                        .formatted(host.name(), failure.reason(), failure.detail(), host.name()));
    }

    public static ProblemException nothingToRetry(Host host) {
        return conflict(
                host,
                "invalid-transition",
                "Not possible in this state",
                "Host %s is %s; only a FAILED host is tried again.".formatted(host.name(), host.state()));
    }

    public static ProblemException nothingToResume(Host host) {
        return conflict(
                host,
                "invalid-transition",
                "Not possible in this state",
                "Host %s is %s and no maintenance is asked for; there is nothing to resume from."
                        .formatted(host.name(), host.state()));
    }

    public static ProblemException groupNotFound(String name) {
        return Problem.of(
                        404,
                        "group-not-found",
                        "Group not known",
                        "Group %s is not known; define it with PUT /v1/groups/%s.".formatted(name, name))
                .with("group", name)
                .asException();
    }

    public static ProblemException groupInUse(String name, Collection<String> by) {
        return Problem.of(
                        409,
                        "group-in-use",
                        "Group in use",
                        "Group %s is used by %s; take it out there first.".formatted(name, String.join(", ", by)))
                .with("group", name)
                .with("usedBy", List.copyOf(by))
                .asException();
    }

    /** 422 with one field per violation. */
    public static ProblemException invalid(String kind, String title, List<Violation> violations) {
        return Problem.invalid(
                        kind,
                        title,
                        violations.stream().map(HostProblems::field).toList())
                .asException();
    }

    /** 422 with every violation of the folder. */
    public static ProblemException importRefused(List<Violation> violations) {
        String detail = "The folder has %d problems; nothing was stored. First: %s"
                .formatted(violations.size(), violations.getFirst());
        return Problem.of(422, "import-refused", "Folder not imported", detail)
                .with("problems", violations)
                .asException();
    }

    /** 412 for a change of a group that is not there, or not any more. */
    public static ProblemException groupGone(String name) {
        return Problem.of(
                        412,
                        "group-not-found",
                        "Group not known",
                        "You sent If-Match, but group %s is not known; leave the header out to define it."
                                .formatted(name))
                .asException();
    }

    /** 400 for a body in YAML that cannot be read. */
    public static ProblemException bodyMalformed(Violation violation) {
        return Problem.of(400, "body-malformed", "Body not readable", violation.toString())
                .with("line", violation.line() == null ? 0 : violation.line())
                .asException();
    }

    public static ProblemException layoutInvalid(String host, List<Violation> violations) {
        return Problem.invalid(
                        "layout-invalid",
                        "Layout not valid",
                        violations.stream().map(HostProblems::field).toList())
                .with("host", host)
                .asException();
    }

    private static Problem.Field field(Violation violation) {
        String where = violation.file() == null
                ? ""
                : violation.file() + (violation.line() == null ? "" : ":" + violation.line()) + " ";
        return new Problem.Field(where + violation.field(), violation.found(), violation.expected(), violation.fix());
    }

    private static ProblemException conflict(Host host, String kind, String title, String detail) {
        return Problem.of(409, kind, title, detail)
                .with("host", host.name())
                .with("state", host.state().name())
                .asException();
    }
}
