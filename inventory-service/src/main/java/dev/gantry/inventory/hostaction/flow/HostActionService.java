package dev.gantry.inventory.hostaction.flow;

import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.hostaction.model.HostAction;
import dev.gantry.inventory.hostaction.model.HostActionRequest;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.operation.flow.OperationService;
import dev.gantry.inventory.operation.model.LongOperation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes one call over many hosts as an operation. */
@ApplicationScoped
public class HostActionService {

    /** As many hosts as one call may mean. */
    static final int MOST = 20_000;

    private final HostQueries hosts;
    private final OperationService operations;

    HostActionService(HostQueries hosts, OperationService operations) {
        this.hosts = hosts;
        this.operations = operations;
    }

    /** Which hosts are meant now, by name. */
    public List<String> chosen(HostListQuery.Selection selection) {
        return hosts.names(selection, MOST + 1);
    }

    /** 422 when no host is meant, or too many, or what the action needs is missing. */
    @Transactional
    public LongOperation accept(HostActionRequest request) {
        List<Violation> violations = new ArrayList<>();
        if (request.hosts().isEmpty()) {
            violations.add(Violation.of("selection", "no host", "at least one host", "Choose other hosts."));
        }
        if (request.hosts().size() > MOST) {
            violations.add(Violation.of(
                    "selection", "more than " + MOST + " hosts", "at most " + MOST, "Choose fewer hosts at a time."));
        }
        if (request.action() == HostAction.APPROVE) {
            request.hosts().stream()
                    .filter(host -> !request.digests().containsKey(host))
                    .findFirst()
                    .ifPresent(host -> violations.add(Violation.of(
                            "digests",
                            "none for " + host,
                            "the digest of each host's plan",
                            "Read GET /v1/hosts/" + host + "/plan.")));
        }
        boolean isLabelled =
                !request.setLabels().isEmpty() || !request.removeLabels().isEmpty();
        if (request.action() == HostAction.LABEL && !isLabelled) {
            violations.add(Violation.of("setLabels", "nothing", "labels to set or to remove", "Name some."));
        }
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("host-action-invalid", "Call over hosts not valid", violations);
        }
        int count = request.hosts().size();
        return operations.accept(
                HostActionWorker.KIND,
                "%s %d hosts".formatted(request.action().name().toLowerCase(Locale.ROOT), count),
                request,
                null,
                count);
    }
}
