package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.client.ApiClient.HttpResult;
import java.util.Optional;

/** Reads what numbered resources hold. */
public final class NumberedReader {
    private static final int NOT_FOUND = 404;

    private final RecordingClient caller;

    public NumberedReader(RecordingClient caller) {
        this.caller = caller;
    }

    /** The number, or {@link WriteLedger#ABSENT}; empty when it cannot be read now. */
    public Optional<String> read(String resource) {
        NumberedResource kind = NumberedResource.all().stream()
                .filter(each -> resource.startsWith(each.collection()))
                .findFirst()
                .orElseThrow();
        return caller.call(kind.service(), api -> api.get(resource)).flatMap(answer -> number(kind, answer));
    }

    static Optional<String> number(NumberedResource kind, HttpResult answer) {
        if (answer.status() == NOT_FOUND) {
            return Optional.of(WriteLedger.ABSENT);
        }
        return answer.isProblem() ? Optional.empty() : Optional.of(kind.number(answer.json()));
    }
}
