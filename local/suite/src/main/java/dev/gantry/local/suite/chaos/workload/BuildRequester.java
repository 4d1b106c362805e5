package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.launcher.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks for one build after another of the same image, each by force. */
public final class BuildRequester implements Workload {
    private static final String IMAGE = "/v1/images/chaos";
    private static final int NOT_FOUND = 404;

    private final RecordingClient caller;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    public BuildRequester(RecordingClient caller) {
        this.caller = caller;
    }

    @Override
    public String name() {
        return "builds";
    }

    /** The ids of the builds that were accepted. */
    public Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    @Override
    public void step(boolean isSettling) {
        if (isSettling) {
            return;
        }
        caller.call(Service.IMAGE_BUILDER, api -> api.post(IMAGE + "/builds?force=true", Map.of()))
                .ifPresent(answer -> {
                    if (answer.status() == NOT_FOUND) {
                        define();
                    } else if (!answer.isProblem()) {
                        accepted.add(answer.json().path("id").asText());
                    }
                });
    }

    private void define() {
        Map<String, Object> image = Map.of("type", "tgz", "elements", List.of("debian"), "verification", "optional");
        caller.call(Service.IMAGE_BUILDER, api -> api.put(IMAGE, image));
    }
}
