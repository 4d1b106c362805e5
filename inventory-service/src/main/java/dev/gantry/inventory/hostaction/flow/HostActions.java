package dev.gantry.inventory.hostaction.flow;

import dev.gantry.inventory.flow.approval.ApprovalRequest;
import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.flow.lifecycle.HostOperations;
import dev.gantry.inventory.flow.lifecycle.InspectHost;
import dev.gantry.inventory.flow.lifecycle.ProvisionHost;
import dev.gantry.inventory.hostaction.model.HostActionRequest;
import dev.gantry.inventory.hostaction.model.HostResult;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.http.ProblemMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Does to one host what a call over many asks for. */
@ApplicationScoped
class HostActions {

    private final InspectHost inspect;
    private final ProvisionHost provision;
    private final HostOperations operations;
    private final ChangeHost change;

    HostActions(InspectHost inspect, ProvisionHost provision, HostOperations operations, ChangeHost change) {
        this.inspect = inspect;
        this.provision = provision;
        this.operations = operations;
        this.change = change;
    }

    /** A refusal is a result: the other hosts go on. */
    HostResult apply(HostActionRequest request, String host) {
        Cause cause = request.cause();
        try {
            Objects.requireNonNull(
                    switch (request.action()) {
                        case INSPECT -> inspect.inspect(host, cause);
                        case PROVISION -> provision.provision(host, cause);
                        case RETIRE -> operations.retire(host, cause);
                        case LABEL -> change.label(host, request.setLabels(), request.removeLabels(), cause);
                        case APPROVE ->
                            provision.approve(
                                    host, new ApprovalRequest(request.digests().getOrDefault(host, ""), null), cause);
                    });
            return new HostResult(host, HostResult.Outcome.ACCEPTED, null);
        } catch (ProblemException e) {
            return new HostResult(host, HostResult.Outcome.REFUSED, ProblemMapper.body(e.problem()));
        }
    }
}
