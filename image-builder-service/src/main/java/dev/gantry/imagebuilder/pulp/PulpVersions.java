package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Reads what the versions of a repository hold: several at a time, and the size of each artifact once. */
final class PulpVersions {

    private static final int MOST = 100;
    private static final int AT_A_TIME = 8;
    private static final int PAGE = 500;
    private static final int ARTIFACTS_A_REQUEST = 40;

    private final PulpClient pulp;
    /** By href; an artifact never changes. */
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();

    PulpVersions(PulpClient pulp) {
        this.pulp = pulp;
    }

    private record Content(String path, String sha256, String artifact) {}

    /** The newest ones, newest first, without the empty one that every repository begins with. */
    List<RepositoryVersion> versions(String versionsHref) {
        List<JsonNode> found = new ArrayList<>();
        pulp.get(versionsHref + "?ordering=-number&limit=" + MOST)
                .ifPresent(list -> list.path("results").forEach(v -> {
                    if (v.path("number").asLong() > 0) {
                        found.add(v);
                    }
                }));
        try (ExecutorService pool =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<RepositoryVersion>> reading =
                    found.stream().map(v -> pool.submit(() -> version(v))).toList();
            List<RepositoryVersion> versions = new ArrayList<>();
            for (Future<RepositoryVersion> each : reading) {
                versions.add(each.get());
            }
            return versions;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RemoteException remote
                    ? remote
                    : RemoteException.retryable("pulp-down", String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("pulp-interrupted", "interrupted while Pulp worked", e);
        }
    }

    RepositoryVersion version(String href) {
        return version(pulp.get(href)
                .orElseThrow(() -> RemoteException.retryable("pulp-version-gone", "Pulp no longer has " + href)));
    }

    private RepositoryVersion version(JsonNode version) {
        List<Content> contents = contents(PulpArtifactStore.href(version));
        readSizes(contents);
        return new RepositoryVersion(
                version.path("number").asLong(),
                contents.stream()
                        .map(c -> new RepositoryVersion.File(
                                c.path(), new Sha256(c.sha256()), sizes.getOrDefault(c.artifact(), 0L)))
                        .toList());
    }

    private List<Content> contents(String version) {
        List<Content> contents = new ArrayList<>();
        for (int offset = 0; ; offset += PAGE) {
            JsonNode page =
                    pulp.list("content/file/files/?ordering=relative_path&limit=%d&offset=%d".formatted(PAGE, offset)
                            + "&fields=relative_path,sha256,artifact&repository_version=" + version);
            page.path("results")
                    .forEach(f -> contents.add(new Content(
                            f.path("relative_path").asText(),
                            f.path("sha256").asText(),
                            f.path("artifact").asText(""))));
            if (page.path("next").isNull() || page.path("results").isEmpty()) {
                return contents;
            }
        }
    }

    /** They stay unknown where only an administrator may know. */
    private void readSizes(List<Content> contents) {
        List<String> unknown = contents.stream()
                .map(Content::artifact)
                .filter(a -> !a.isEmpty() && !sizes.containsKey(a))
                .distinct()
                .toList();
        for (int from = 0; from < unknown.size(); from += ARTIFACTS_A_REQUEST) {
            String hrefs = unknown.subList(from, Math.min(unknown.size(), from + ARTIFACTS_A_REQUEST)).stream()
                    .collect(Collectors.joining(","));
            String query =
                    "artifacts/?fields=pulp_href,size&limit=%d&pulp_href__in=%s".formatted(ARTIFACTS_A_REQUEST, hrefs);
            PulpArtifactStore.asFarAsAllowed(() -> Optional.of(pulp.list(query)))
                    .ifPresent(page -> page.path("results")
                            .forEach(a -> sizes.put(
                                    PulpArtifactStore.href(a), a.path("size").asLong())));
        }
    }
}
