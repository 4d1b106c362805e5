package dev.gantry.inventory.operation.store;

import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.inventory.operation.model.LongOperation.State;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operations. */
@ApplicationScoped
public class LongOperationRepository implements PanacheRepositoryBase<LongOperationRow, UUID> {

    /** {@code request} is JSON; {@code files} null where there are none. */
    public void insert(LongOperation operation, String request, byte[] files) {
        LongOperationRow row = new LongOperationRow();
        row.id = operation.id();
        row.kind = operation.kind();
        row.subject = operation.subject();
        row.state = operation.state();
        row.request = request;
        row.files = files;
        row.done = operation.done();
        row.total = operation.total();
        row.waitsFor = operation.waitsFor();
        row.startedBy = operation.startedBy();
        row.startedAt = operation.startedAt();
        persist(row);
    }

    public Optional<LongOperation> find(UUID id) {
        return findByIdOptional(id).map(LongOperationRow::operation);
    }

    public String request(UUID id) {
        return findById(id).request;
    }

    public byte[] files(UUID id) {
        return findById(id).files;
    }

    /** Those that began before, newest first. */
    public List<LongOperation> newest(Instant before, int limit) {
        return find("startedAt < ?1 order by startedAt desc, id", before).page(0, limit).stream()
                .map(LongOperationRow::operation)
                .toList();
    }

    /** Empty when it has ended. */
    public Optional<LongOperation> begin(UUID id) {
        return open(id).map(row -> {
            row.state = State.RUNNING;
            row.waitsFor = null;
            return row.operation();
        });
    }

    /** False when it has ended meanwhile. {@code result} null keeps what is there. */
    public boolean progress(UUID id, int done, String result) {
        return open(id).map(row -> {
                    row.done = done;
                    row.result = result == null ? row.result : result;
                    return true;
                })
                .orElse(false);
    }

    /** What has ended stays as it is. {@code result} null keeps what is there. */
    public Optional<LongOperation> end(UUID id, State state, String result, String problem, Instant now) {
        return open(id).map(row -> {
            row.state = state;
            row.result = result == null ? row.result : result;
            row.problem = problem;
            row.done = state == State.SUCCEEDED ? row.total : row.done;
            row.waitsFor = null;
            row.files = null;
            row.endedAt = now;
            return row.operation();
        });
    }

    public long deleteBefore(Instant time) {
        return delete("endedAt < ?1", time);
    }

    private Optional<LongOperationRow> open(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(row -> !row.state.isEnded());
    }
}
