package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a file into Pulp in pieces and goes on after a kill with the pieces that are missing. Pulp checks neither gaps nor overlaps,
 * so an upload whose pieces do not lie end to end in one size is thrown away and begun again (pulpcore issue 6381).
 */
final class PulpUpload {

    private static final long SMALLEST_CHUNK = 1 << 20;

    private final PulpClient pulp;
    private final long chunkBytes;

    PulpUpload(PulpClient pulp, long chunkBytes) {
        this.pulp = pulp;
        this.chunkBytes = chunkBytes;
    }

    /** @return the upload's href with every byte of the file in it */
    String bring(Artifact artifact, Checkpoints checkpoints, String key) {
        RemoteException last = RemoteException.retryable(PulpClient.CHUNK_TOO_LARGE, "Pulp took no chunk size");
        for (long size = sizeKept(checkpoints, key); size >= SMALLEST_CHUNK; size /= 2) {
            try {
                return bringInChunks(artifact, checkpoints, new Attempt(key, size));
            } catch (RemoteException e) {
                if (!e.reason().equals(PulpClient.CHUNK_TOO_LARGE)) {
                    throw e;
                }
                last = e;
                checkpoints.recall(key).ifPresent(pulp::delete);
                checkpoints.forget(key);
                checkpoints.keep(key + ".chunk", String.valueOf(size / 2));
            }
        }
        throw last;
    }

    private record Attempt(String key, long chunk) {}

    private long sizeKept(Checkpoints checkpoints, String key) {
        return checkpoints.recall(key + ".chunk").map(Long::parseLong).orElse(chunkBytes);
    }

    private String bringInChunks(Artifact artifact, Checkpoints checkpoints, Attempt attempt) {
        Optional<JsonNode> begun = checkpoints.recall(attempt.key()).flatMap(pulp::get);
        Optional<Set<Long>> present = begun.flatMap(u -> offsets(u, artifact, attempt.chunk()));
        if (begun.isPresent() && present.isEmpty()) {
            pulp.delete(begun.get().path("pulp_href").asText());
            begun = Optional.empty();
        }
        String href = begun.orElseGet(() -> begin(artifact)).path("pulp_href").asText();
        checkpoints.keep(attempt.key(), href);
        checkpoints.keep(attempt.key() + ".chunk", String.valueOf(attempt.chunk()));
        Set<Long> there = present.orElse(Set.of());
        for (long from = 0; from < artifact.bytes(); from += attempt.chunk()) {
            if (!there.contains(from)) {
                long length = Math.min(attempt.chunk(), artifact.bytes() - from);
                String range = "bytes %d-%d/%d".formatted(from, from + length - 1, artifact.bytes());
                expectTaken(pulp.putChunk(href, new ChunkBody(artifact.file(), from, length), range));
            }
        }
        return href;
    }

    /** A full Pulp answers a piece with nothing but 500, so its disk is looked at before: it holds the pieces and the whole for a while. */
    private JsonNode begin(Artifact artifact) {
        long needed = 2 * artifact.bytes();
        pulp.freeBytes().filter(free -> free < needed).ifPresent(free -> {
            throw RemoteException.retryable(
                    "pulp-full",
                    "Pulp has %d MiB free; %s needs %d MiB for a while, its pieces and the whole"
                            .formatted(free >> 20, artifact.relativePath(), needed >> 20));
        });
        return pulp.create("uploads/", Map.of("size", artifact.bytes()));
    }

    /** A proxy that waits no longer for the end of a piece (504) may wait for the end of a smaller one. */
    private static void expectTaken(PulpClient.Response answer) {
        if (answer.status() == 504) {
            throw RemoteException.retryable(
                    PulpClient.CHUNK_TOO_LARGE, PulpClient.failure(answer).detail());
        }
        PulpClient.expect(answer);
    }

    /** Where complete pieces of our size lie; empty when any piece is doubled or of another size. */
    private static Optional<Set<Long>> offsets(JsonNode upload, Artifact artifact, long chunk) {
        Set<Long> offsets = new HashSet<>();
        for (JsonNode piece : upload.path("chunks")) {
            long from = piece.path("offset").asLong();
            long expected = Math.min(chunk, artifact.bytes() - from);
            if (from % chunk != 0 || piece.path("size").asLong() != expected || !offsets.add(from)) {
                return Optional.empty();
            }
        }
        return Optional.of(offsets);
    }
}
