package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
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

    PulpArtifactStore(PulpClient pulp, PulpOptions options) {
        this.pulp = pulp;
        this.tasks = new PulpTasks(pulp, options.taskDeadline());
        this.uploads = new PulpUpload(pulp, options.chunkBytes());
        this.labels = options.labels();
        this.distributions = new PulpDistributions(pulp, tasks, options);
        this.guarded = options.guards().keySet();
    }

    @Override
    public String kind() {
        return "pulp";
    }

    @Override
    public Map<String, String> publish(String repository, List<Artifact> artifacts, Checkpoints checkpoints) {
        String repo = href(repository(repository));
        if (guarded.contains(repository)) {
            // a guard stands before there is anything to guard
            distributions.serve(repository, repo);
        }
        for (Artifact artifact : artifacts) {
            put(repo, artifact, checkpoints);
        }
        publishLatest(repo);
        String baseUrl = distributions.serve(repository, repo);
        Map<String, String> urls = new LinkedHashMap<>();
        artifacts.forEach(a -> urls.put(a.relativePath(), baseUrl + Artifact.urlPath(a.relativePath())));
        return urls;
    }

    @Override
    public List<RepositoryVersion> versions(String repository) {
        Optional<JsonNode> repo = pulp.findFirst(REPOSITORIES, Map.of("name", repository));
        List<RepositoryVersion> versions = new ArrayList<>();
        Map<String, Long> sizes = new HashMap<>();
        repo.flatMap(r -> pulp.get(r.path("versions_href").asText() + "?ordering=-number&limit=100"))
                .ifPresent(list -> list.path("results").forEach(v -> {
                    if (v.path("number").asLong() > 0) {
                        versions.add(new RepositoryVersion(v.path("number").asLong(), filesOf(href(v), sizes)));
                    }
                }));
        return versions;
    }

    @Override
    public RepositoryVersion rollBack(String repository, long number) {
        JsonNode repo = repository(repository);
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
        return versions(repository).getFirst();
    }

    private List<RepositoryVersion.File> filesOf(String version, Map<String, Long> sizes) {
        List<RepositoryVersion.File> files = new ArrayList<>();
        for (int offset = 0; ; offset += 500) {
            JsonNode page = pulp.list(FILES + "?ordering=relative_path&limit=500&offset=" + offset
                    + "&fields=relative_path,sha256,artifact&repository_version=" + version);
            page.path("results")
                    .forEach(f -> files.add(new RepositoryVersion.File(
                            f.path("relative_path").asText(),
                            new Sha256(f.path("sha256").asText()),
                            sizes.computeIfAbsent(f.path("artifact").asText(""), this::sizeOf))));
            if (page.path("next").isNull() || page.path("results").isEmpty()) {
                return files;
            }
        }
    }

    /** 0 where only an administrator may know. */
    private long sizeOf(String artifact) {
        return artifact.isEmpty()
                ? 0
                : asFarAsAllowed(() -> pulp.get(artifact))
                        .map(a -> a.path("size").asLong())
                        .orElse(0L);
    }

    private JsonNode repository(String name) {
        return pulp.findFirst(REPOSITORIES, Map.of("name", name)).orElseGet(() -> {
            PulpClient.Response answer =
                    pulp.post(pulp.path(REPOSITORIES), Map.of("name", name, "pulp_labels", labels));
            return answer.isOk()
                    ? answer.body()
                    : pulp.findFirst(REPOSITORIES, Map.of("name", name)).orElseThrow(() -> PulpClient.failure(answer));
        });
    }

    /** The file is in the newest version of the repository afterwards. */
    private void put(String repo, Artifact artifact, Checkpoints checkpoints) {
        String key = "pulp/%s/%s".formatted(artifact.sha256().brief(), artifact.relativePath());
        finishEarlier(checkpoints, key);
        Optional<JsonNode> content = content(artifact);
        if (content.isPresent()) {
            addToRepository(repo, href(content.get()), artifact);
        } else {
            Map<String, String> body = new LinkedHashMap<>(source(artifact, checkpoints, key));
            body.put("relative_path", artifact.relativePath());
            body.put("repository", repo);
            String task = pulp.create(FILES, body).path("task").asText();
            checkpoints.keep(key + ".task", task);
            tasks.await(task);
        }
        JsonNode made = content(artifact)
                .orElseThrow(() -> RemoteException.retryable(
                        "pulp-digest-differs",
                        "Pulp made no file %s with sha256 %s; the upload was damaged on the way"
                                .formatted(artifact.relativePath(), artifact.sha256())));
        addToRepository(repo, href(made), artifact);
        checkpoints.forget(key + ".task");
        checkpoints.forget(key + ".upload");
        checkpoints.forget(key + ".upload.chunk");
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
    private static Optional<JsonNode> asFarAsAllowed(Supplier<Optional<JsonNode>> look) {
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

    private void addToRepository(String repo, String content, Artifact artifact) {
        boolean isIn = pulp.findFirst(
                        FILES,
                        Map.of(
                                "sha256", artifact.sha256().hex(),
                                "relative_path", artifact.relativePath(),
                                "repository_version", latestVersion(repo)))
                .isPresent();
        if (!isIn) {
            JsonNode task =
                    PulpClient.expect(pulp.post(repo + "modify/", Map.of("add_content_units", List.of(content))));
            tasks.await(task.path("task").asText());
        }
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
