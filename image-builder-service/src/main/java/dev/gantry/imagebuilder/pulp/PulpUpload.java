package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.Artifact;
import dev.gantry.imagebuilder.model.Checkpoints;
import dev.gantry.imagebuilder.model.Setback;
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

    private final PulpApi pulp;
    private final long chunkBytes;

    PulpUpload(PulpApi pulp, long chunkBytes) {
        this.pulp = pulp;
        this.chunkBytes = chunkBytes;
    }

    /** @return the upload's href with every byte of the file in it */
    String bring(Artifact artifact, Checkpoints checkpoints, String key) {
        Setback last = Setback.passing("pulp-chunk-too-large", "Pulp took no chunk size");
        for (long size = sizeKept(checkpoints, key); size >= SMALLEST_CHUNK; size /= 2) {
            try {
                return bringInChunks(artifact, checkpoints, new Attempt(key, size));
            } catch (Setback e) {
                if (!e.reason().equals("pulp-chunk-too-large")) {
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
        String href = begun.orElseGet(() -> pulp.create("uploads/", Map.of("size", artifact.bytes())))
                .path("pulp_href")
                .asText();
        checkpoints.keep(attempt.key(), href);
        checkpoints.keep(attempt.key() + ".chunk", String.valueOf(attempt.chunk()));
        Set<Long> there = present.orElse(Set.of());
        for (long from = 0; from < artifact.bytes(); from += attempt.chunk()) {
            if (!there.contains(from)) {
                long length = Math.min(attempt.chunk(), artifact.bytes() - from);
                String range = "bytes %d-%d/%d".formatted(from, from + length - 1, artifact.bytes());
                PulpApi.expect(pulp.putChunk(href, new ChunkBody(artifact.file(), from, length), range));
            }
        }
        return href;
    }

    /** Where complete pieces of our size lie; empty when any piece is doubled or of another size. */
    private static Optional<Set<Long>> offsets(JsonNode upload, Artifact artifact, long chunk) {
        Set<Long> offsets = new HashSet<>();
        for (JsonNode piece : upload.path("chunks")) {
            long from = piece.path("offset").asLong();
            long wanted = Math.min(chunk, artifact.bytes() - from);
            if (from % chunk != 0 || piece.path("size").asLong() != wanted || !offsets.add(from)) {
                return Optional.empty();
            }
        }
        return Optional.of(offsets);
    }
}
