package dev.gantry.inventory.hostaction.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.hostaction.model.HostActionRequest;
import dev.gantry.inventory.hostaction.model.HostResult;
import dev.gantry.inventory.operation.flow.OperationService;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Goes from host to host. A worker that takes over goes on behind the last host whose result is stored. */
@ApplicationScoped
class HostActionWorker implements Worker {

    static final String KIND = "host-action";
    /** Results are stored after so many hosts: each time all of them are written. */
    private static final int BATCH = 50;

    private final HostActions actions;
    private final OperationService operations;
    private final LeaseGuard lease;
    private final ObjectMapper json;

    HostActionWorker(HostActions actions, OperationService operations, LeaseGuard lease, ObjectMapper json) {
        this.actions = actions;
        this.operations = operations;
        this.lease = lease;
        this.json = json;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws JsonProcessingException {
        UUID id = UUID.fromString(job.key());
        Optional<LongOperation> found = operations.begin(id);
        if (found.isEmpty()) {
            return new Outcome.Done();
        }
        HostActionRequest request = operations.request(id, HostActionRequest.class);
        List<HostResult> results = earlier(found.get());
        while (results.size() < request.hosts().size()) {
            int from = results.size();
            int to = Math.min(from + BATCH, request.hosts().size());
            QuarkusTransaction.requiringNew().run(() -> lease.check(job));
            request.hosts().subList(from, to).forEach(host -> results.add(actions.apply(request, host)));
            if (!operations.progress(id, results.size(), results)) {
                return new Outcome.Done();
            }
        }
        operations.succeed(id, results);
        return new Outcome.Done();
    }

    private List<HostResult> earlier(LongOperation operation) throws JsonProcessingException {
        String result = operation.result();
        return result == null
                ? new ArrayList<>()
                : new ArrayList<>(json.readValue(result, new TypeReference<List<HostResult>>() {}));
    }
}
