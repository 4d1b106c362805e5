package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Serves the newest publication of a repository under the repository's name, behind a content guard where one is wanted. */
final class PulpDistributions {

    private static final String DISTRIBUTIONS = "distributions/file/file/";

    private final PulpClient pulp;
    private final PulpTasks tasks;
    private final Map<String, String> labels;
    private final Map<String, String> guards;

    PulpDistributions(PulpClient pulp, PulpTasks tasks, PulpArtifactStore.Manner manner) {
        this.pulp = pulp;
        this.tasks = tasks;
        this.labels = manner.labels();
        this.guards = manner.guards();
    }

    /** @return the distribution's base URL, ending in a slash */
    String serve(String name, String repo) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("repository", repo);
        Optional.ofNullable(guards.get(name)).ifPresent(guard -> wanted.put("content_guard", guard(guard)));
        Optional<JsonNode> found = pulp.findFirst(DISTRIBUTIONS, Map.of("name", name));
        if (found.isEmpty()) {
            wanted.putAll(Map.of("name", name, "base_path", name, "pulp_labels", labels));
            tasks.await(pulp.create(DISTRIBUTIONS, wanted).path("task").asText());
        } else if (!isAlready(found.get(), wanted)) {
            // each excludes a repository; the latter is known since pulpcore 3.106
            Stream.of("publication", "repository_version")
                    .filter(found.get()::has)
                    .forEach(other -> wanted.put(other, null));
            JsonNode answer = pulp.patch(PulpArtifactStore.href(found.get()), wanted);
            if (answer.hasNonNull("task")) {
                tasks.await(answer.path("task").asText());
            }
        }
        return pulp.findFirst(DISTRIBUTIONS, Map.of("name", name))
                .map(d -> d.path("base_url").asText())
                .map(url -> pulp.absolute(url.endsWith("/") ? url : url + "/"))
                .orElseThrow(() -> RemoteException.passing("pulp-distribution-gone", "Pulp has no distribution " + name));
    }

    private static boolean isAlready(JsonNode distribution, Map<String, Object> wanted) {
        return wanted.entrySet().stream()
                .allMatch(w -> w.getValue().equals(distribution.path(w.getKey()).asText()));
    }

    /** A guard that is not there must not leave open what it was to guard. */
    private String guard(String name) {
        return pulp.findFirst("contentguards/", Map.of("name", name))
                .map(PulpArtifactStore::href)
                .orElseThrow(() -> RemoteException.lasting(
                        "pulp-guard-unknown",
                        "Pulp has no content guard %s; make it, or change gantry.image-builder.pulp.image-guard"
                                .formatted(name)));
    }
}
