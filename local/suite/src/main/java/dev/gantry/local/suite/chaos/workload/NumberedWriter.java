package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.ApiClient.HttpResult;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes resources of a kind, writes rising numbers into them and deletes some, and keeps the ledger of what it was told. */
public final class NumberedWriter implements Workload {
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final RecordingClient caller;
    private final NumberedResource kind;
    private final WriteLedger ledger;
    private final RandomGenerator random;
    private int resources;
    private int number;

    public NumberedWriter(RecordingClient caller, NumberedResource kind, WriteLedger ledger, RandomGenerator random) {
        this.caller = caller;
        this.kind = kind;
        this.ledger = ledger;
        this.random = random;
    }

    @Override
    public String name() {
        return kind.collection();
    }

    @Override
    public void step(boolean isSettling) {
        if (isSettling) {
            return;
        }
        String path = kind.collection() + resources;
        Optional<HttpResult> found = caller.call(kind.service(), api -> api.get(path));
        if (found.isEmpty() || found.get().status() >= SERVER_ERROR) {
            return;
        }
        NumberedReader.number(kind, found.get()).ifPresent(value -> ledger.found(path, value));
        boolean isThere = found.get().status() != NOT_FOUND;
        int move = random.nextInt(10);
        if (isThere && move == 0) {
            delete(path);
            resources++;
        } else if (isThere && move == 1) {
            resources++;
        } else {
            write(path, found.get(), isThere);
        }
    }

    private void write(String path, HttpResult found, boolean isThere) {
        String value = Integer.toString(++number);
        Object body = kind.body().apply(value);
        attempt(path, value, isThere ? api -> api.change(path, body, found.etag()) : api -> api.put(path, body));
    }

    private void delete(String path) {
        for (String call : kind.farewell()) {
            Optional<HttpResult> left =
                    caller.call(kind.service(), api -> api.post(path + call, Map.of("reason", "no longer needed")));
            if (left.isEmpty() || left.get().isProblem()) {
                return;
            }
        }
        attempt(path, WriteLedger.ABSENT, api -> api.delete(path));
    }

    private void attempt(String path, String value, Function<ApiClient, HttpResult> call) {
        Set<String> before = ledger.mayBe(path);
        ledger.sent(path, value);
        caller.call(kind.service(), call).ifPresent(answer -> {
            if (!answer.isProblem()) {
                ledger.acknowledged(path, value);
            } else if (answer.status() < SERVER_ERROR) {
                ledger.refused(path, before);
            }
        });
    }
}
