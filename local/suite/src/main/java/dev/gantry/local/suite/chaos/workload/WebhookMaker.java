package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.Service;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One webhook to a receiver that works, four to receivers that do not; the four come and go. */
public final class WebhookMaker implements Workload {
    private static final int BAD = 4;

    private final RecordingClient caller;
    private final FaultyServer receivers;
    private final RandomGenerator random;

    public WebhookMaker(RecordingClient caller, FaultyServer receivers, RandomGenerator random) {
        this.caller = caller;
        this.receivers = receivers;
        this.random = random;
    }

    /** Before anything else is asked of the suite, so that the receiver gets every event. */
    public void start(ApiClient inventory) {
        ApiClient.require(inventory.put("/v1/webhooks/good", spec(FaultyServer.Manner.GOOD)), "making a webhook");
        for (int bad = 0; bad < BAD; bad++) {
            ApiClient.require(
                    inventory.put("/v1/webhooks/bad-" + bad, spec(FaultyServer.Manner.TRICKLE)), "making a webhook");
        }
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public void step(boolean isSettling) {
        String path = "/v1/webhooks/bad-" + random.nextInt(BAD);
        if (isSettling || random.nextInt(3) == 0) {
            caller.call(Service.INVENTORY, api -> api.delete(path));
            return;
        }
        List<FaultyServer.Manner> bad =
                List.of(FaultyServer.Manner.HANG, FaultyServer.Manner.TRICKLE, FaultyServer.Manner.BROKEN);
        FaultyServer.Manner manner = bad.get(random.nextInt(bad.size()));
        caller.read(Service.INVENTORY, path)
                .ifPresentOrElse(
                        known -> caller.call(Service.INVENTORY, api -> api.change(path, spec(manner), known.etag())),
                        () -> caller.call(Service.INVENTORY, api -> api.put(path, spec(manner))));
    }

    private Map<String, Object> spec(FaultyServer.Manner manner) {
        return Map.of(
                "url", receivers.url(manner, "events"),
                "types", List.of("dev.gantry.*"),
                "secret", "a secret of a chaos run");
    }
}
