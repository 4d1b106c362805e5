package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.ApiClient.HttpResult;
import dev.gantry.local.suite.client.NoAnswerException;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Calls services once each, without trying again, and remembers the answers that no service should give. */
public final class RecordingClient {
    private static final int UNEXPECTED = 500;

    private final Map<Service, ApiClient> clients = new EnumMap<>(Service.class);
    private final List<String> errors = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    public RecordingClient(LocalSuite suite) {
        for (Service service : Service.values()) {
            clients.put(service, suite.api(service).withoutPatience());
        }
    }

    /** Empty when no answer came: then nobody knows whether the call was carried out. */
    public Optional<HttpResult> call(Service service, Function<ApiClient, HttpResult> call) {
        try {
            HttpResult answer = call.apply(clients.get(service));
            answered.incrementAndGet();
            if (answer.status() == UNEXPECTED) {
                synchronized (errors) {
                    errors.add(service.title() + " answered 500: " + answer.text());
                }
            }
            return Optional.of(answer);
        } catch (NoAnswerException e) {
            unanswered.incrementAndGet();
            return Optional.empty();
        }
    }

    /** The answer when it is a success. */
    public Optional<HttpResult> read(Service service, String path) {
        return call(service, api -> api.get(path)).filter(answer -> !answer.isProblem());
    }

    public List<String> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    public int answered() {
        return answered.get();
    }

    public int unanswered() {
        return unanswered.get();
    }
}
