package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An artifact store in Pulp. Every step first looks whether its result is there already, by Pulp's natural keys, so that it can be
 * repeated after a kill at any point. Source: pulpcore 3.116 REST API, run against that version.
 */
public final class PulpArtifactStore implements ArtifactStore {

    private static final String FILES = "content/file/files/";
    private static final String REPOSITORIES = "repositories/file/file/";
    private static final String PUBLICATIONS = "publications/file/file/";

    private final PulpClient pulp;
    private final PulpTasks tasks;
    private final PulpUpload uploads;
    private final Map<String, String> labels;
    private final PulpDistributions distributions;
    private final Set<String> guarded;
    private final PulpVersions listing;

    PulpArtifactStore(PulpClient pulp, PulpOptions options) {
        this.pulp = pulp;
        this.tasks = new PulpTasks(pulp, options.taskDeadline());
        this.uploads = new PulpUpload(pulp, options.chunkBytes());
        this.labels = options.labels();
        this.distributions = new PulpDistributions(pulp, tasks, options);
        this.guarded = options.guards().keySet();
        this.listing = new PulpVersions(pulp);
    }

    @Override
    public String kind() {
        return "pulp";
    }

    @Override
    public Optional<Sha256> publishedAs(String repository, String relativePath) {
        Optional<JsonNode> repo = pulp.findFirst(REPOSITORIES, Map.of("name", repository));
        if (repo.isEmpty()) {
            return Optional.empty();
        }
        String versions = repo.get().path("versions_href").asText();
        for (JsonNode file : pulp.list(FILES + "?limit=100&fields=pulp_href,sha256&relative_path="
                        + URLEncoder.encode(relativePath, StandardCharsets.UTF_8))
                .path("results")) {
            String query = versions + "?limit=1&content=" + URLEncoder.encode(href(file), StandardCharsets.UTF_8);
            boolean wasPublished =
                    pulp.get(query).map(v -> v.path("count").asLong() > 0).orElse(false);
            if (wasPublished) {
                return Optional.of(new Sha256(file.path("sha256").asText()));
            }
        }
        return Optional.empty();
    }

    /** Each file is made in a repository beside, and all of them come into the published one together: one version for one call. */
    @Override
    public Map<String, String> publish(String repository, List<Artifact> artifacts, Checkpoints checkpoints) {
        String repo = href(repository(repository, Map.of()));
        if (guarded.contains(repository)) {
            // a guard stands before there is anything to guard
            distributions.serve(repository, repo);
        }
        artifacts.forEach(a -> refuseOtherBytes(repository, a));
        List<String> missing = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            String content = put(repository, artifact, checkpoints);
            if (!isIn(repo, artifact)) {
                missing.add(content);
            }
        }
        if (!missing.isEmpty()) {
            JsonNode task = PulpClient.expect(pulp.post(repo + "modify/", Map.of("add_content_units", missing)));
            tasks.await(task.path("task").asText());
        }
        publishLatest(repo);
        String baseUrl = distributions.serve(repository, repo);
        Map<String, String> urls = new LinkedHashMap<>();
        artifacts.forEach(a -> urls.put(a.relativePath(), baseUrl + Artifact.urlPath(a.relativePath())));
        return urls;
    }

    private void refuseOtherBytes(String repository, Artifact artifact) {
        publishedAs(repository, artifact.relativePath())
                .filter(other -> !other.equals(artifact.sha256()))
                .ifPresent(other -> {
                    throw RemoteException.retryable(
                            "published-name-taken",
                            "%s stands for sha256 %s in %s and keeps it; the file to publish has %s"
                                    .formatted(artifact.relativePath(), other, repository, artifact.sha256()));
                });
    }

    @Override
    public List<RepositoryVersion> versions(String repository) {
        return pulp.findFirst(REPOSITORIES, Map.of("name", repository))
                .map(repo -> listing.versions(repo.path("versions_href").asText()))
                .orElse(List.of());
    }

    @Override
    public RepositoryVersion rollBack(String repository, long number) {
        JsonNode repo = repository(repository, Map.of());
        String expected = repo.path("versions_href").asText() + number + "/";
        if (number < 1 || pulp.get(expected).isEmpty()) {
            throw ProblemException.unknown(
                    "repository-version-not-found",
                    "Repository version not known",
                    "Repository %s has no version %d in Pulp.".formatted(repository, number));
        }
        JsonNode task = PulpClient.expect(pulp.post(href(repo) + "modify/", Map.of("base_version", expected)));
        tasks.await(task.path("task").asText());
        publishLatest(href(repo));
        distributions.serve(repository, href(repo));
        return listing.version(latestVersion(href(repo)));
    }

    /** @param more settings of one that has to be made */
    private JsonNode repository(String name, Map<String, ?> more) {
        return pulp.findFirst(REPOSITORIES, Map.of("name", name)).orElseGet(() -> {
            PulpClient.Response answer =
                    pulp.post(pulp.path(REPOSITORIES), Map.of("name", name, "pulp_labels", labels));
            return answer.isOk()
                    ? answer.body()
                    : pulp.findFirst(REPOSITORIES, Map.of("name", name)).orElseThrow(() -> PulpClient.failure(answer));
        });
    }

    private static String key(Artifact artifact) {
        return "pulp/%s/%s".formatted(artifact.sha256().brief(), artifact.relativePath());
    }

    /** The file is in Pulp afterwards. @return its content's href */
    private String put(String repository, Artifact artifact, Checkpoints checkpoints) {
        String key = key(artifact);
        finishEarlier(checkpoints, key);
        Optional<JsonNode> present = content(artifact);
        if (present.isEmpty()) {
            Map<String, String> body = new LinkedHashMap<>(source(artifact, checkpoints, key));
            body.put("relative_path", artifact.relativePath());
            // who is no administrator may make content only in a repository of his, and see it only there
            body.put("repository", href(repository(repository + "-incoming", Map.of("retain_repo_versions", 1))));
            String task = pulp.create(FILES, body).path("task").asText();
            checkpoints.keep(key + ".task", task);
            tasks.await(task);
        }
        JsonNode made = content(artifact)
                .orElseThrow(() -> RemoteException.retryable(
                        "pulp-digest-differs",
                        "Pulp made no file %s with sha256 %s; the upload was damaged on the way"
                                .formatted(artifact.relativePath(), artifact.sha256())));
        checkpoints.forget(key + ".task");
        checkpoints.forget(key + ".upload");
        checkpoints.forget(key + ".upload.chunk");
        return href(made);
    }

    /** A task that was asked for before a kill ends first; if it failed, its upload is begun anew. */
    private void finishEarlier(Checkpoints checkpoints, String key) {
        Optional<String> task = checkpoints.recall(key + ".task");
        if (task.isEmpty()) {
            return;
        }
        try {
            tasks.await(task.get());
        } catch (RemoteException failed) {
            if (failed.reason().equals("pulp-down") || failed.reason().equals("pulp-interrupted")) {
                throw failed;
            }
            checkpoints.forget(key + ".upload");
        }
        checkpoints.forget(key + ".task");
    }

    private Map<String, String> source(Artifact artifact, Checkpoints checkpoints, String key) {
        return existing(artifact)
                .map(a -> Map.of("artifact", href(a)))
                .orElseGet(() -> Map.of("upload", uploads.bring(artifact, checkpoints, key + ".upload")));
    }

    private Optional<JsonNode> existing(Artifact artifact) {
        return asFarAsAllowed(() ->
                pulp.findFirst("artifacts/", Map.of("sha256", artifact.sha256().hex())));
    }

    /** Only administrators may see artifacts: for others there are none, and they simply upload. */
    static Optional<JsonNode> asFarAsAllowed(Supplier<Optional<JsonNode>> look) {
        try {
            return look.get();
        } catch (RemoteException e) {
            if (e.reason().equals("pulp-forbidden")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<JsonNode> content(Artifact artifact) {
        return pulp.findFirst(
                FILES, Map.of("sha256", artifact.sha256().hex(), "relative_path", artifact.relativePath()));
    }

    private boolean isIn(String repo, Artifact artifact) {
        return pulp.findFirst(
                        FILES,
                        Map.of(
                                "sha256", artifact.sha256().hex(),
                                "relative_path", artifact.relativePath(),
                                "repository_version", latestVersion(repo)))
                .isPresent();
    }

    private String latestVersion(String repo) {
        return pulp.get(repo)
                .map(r -> r.path("latest_version_href").asText())
                .orElseThrow(() ->
                        RemoteException.retryable("pulp-repository-gone", "Pulp no longer has repository " + repo));
    }

    private void publishLatest(String repo) {
        String version = latestVersion(repo);
        if (pulp.findFirst(PUBLICATIONS, Map.of("repository_version", version)).isEmpty()) {
            JsonNode task = pulp.create(PUBLICATIONS, Map.of("repository_version", version));
            tasks.await(task.path("task").asText());
        }
    }

    static String href(JsonNode node) {
        return node.path("pulp_href").asText();
    }
}
