package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Serves the newest publication of a repository under the repository's name, behind a content guard where one is expected. */
final class PulpDistributions {

    private static final String DISTRIBUTIONS = "distributions/file/file/";

    private final PulpClient pulp;
    private final PulpTasks tasks;
    private final Map<String, String> labels;
    private final Map<String, String> guards;

    PulpDistributions(PulpClient pulp, PulpTasks tasks, PulpOptions options) {
        this.pulp = pulp;
        this.tasks = tasks;
        this.labels = options.labels();
        this.guards = options.guards();
    }

    /** @return the distribution's base URL, ending in a slash */
    String serve(String name, String repo) {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("repository", repo);
        Optional.ofNullable(guards.get(name)).ifPresent(guard -> expected.put("content_guard", guard(guard)));
        Optional<JsonNode> found = pulp.findFirst(DISTRIBUTIONS, Map.of("name", name));
        if (found.isEmpty()) {
            expected.putAll(Map.of("name", name, "base_path", name, "pulp_labels", labels));
            tasks.await(pulp.create(DISTRIBUTIONS, expected).path("task").asText());
        } else if (!isAlready(found.get(), expected)) {
            // each excludes a repository; the latter is known since pulpcore 3.106
            Stream.of("publication", "repository_version")
                    .filter(found.get()::has)
                    .forEach(other -> expected.put(other, null));
            JsonNode answer = pulp.patch(PulpArtifactStore.href(found.get()), expected);
            if (answer.hasNonNull("task")) {
                tasks.await(answer.path("task").asText());
            }
        }
        return pulp.findFirst(DISTRIBUTIONS, Map.of("name", name))
                .map(d -> d.path("base_url").asText())
                .map(url -> pulp.absolute(url.endsWith("/") ? url : url + "/"))
                .orElseThrow(
                        () -> RemoteException.retryable("pulp-distribution-gone", "Pulp has no distribution " + name));
    }

    private static boolean isAlready(JsonNode distribution, Map<String, Object> expected) {
        return expected.entrySet().stream()
                .allMatch(w -> w.getValue().equals(distribution.path(w.getKey()).asText()));
    }

    /** A guard that is not there must not leave open what it was to guard. */
    private String guard(String name) {
        return pulp.findFirst("contentguards/", Map.of("name", name))
                .map(PulpArtifactStore::href)
                .orElseThrow(() -> RemoteException.permanent(
                        "pulp-guard-unknown",
                        "Pulp has no content guard %s; make it, or change gantry.image-builder.pulp.image-guard"
                                .formatted(name)));
    }
}
