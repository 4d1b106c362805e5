package dev.gantry.kit.operation;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of a service, of whatever kind. */
@ApplicationScoped
public class Operations {

    private final List<OperationSource> sources;

    Operations(@All List<OperationSource> sources) {
        this.sources = sources;
    }

    /** Where an operation is to be read: the {@code Location} of a 202. */
    public static URI location(String kind, Object key) {
        return URI.create("/v1/operations/" + kind + ":"
                + URLEncoder.encode(key.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%40", "@"));
    }

    OperationView find(String id) {
        return source(id).find(key(id)).orElseThrow(() -> notFound(id));
    }

    /** The newest first, one more than the limit. */
    List<OperationView> newest(@Nullable String kind, Instant before, int limit) {
        List<String> kinds =
                sources.stream().map(OperationSource::kind).sorted().toList();
        if (kind != null && !kinds.contains(kind)) {
            throw Problem.of(
                            400,
                            "parameter-malformed",
                            "Parameter not readable",
                            "kind is '%s', expected one of %s.".formatted(kind, kinds))
                    .with("parameter", "kind")
                    .asException();
        }
        return sources.stream()
                .filter(source -> kind == null || kind.equals(source.kind()))
                .flatMap(source -> source.newest(before, limit + 1).stream())
                .sorted(Comparator.comparing(OperationView::startedAt).reversed())
                .limit(limit + 1L)
                .toList();
    }

    OperationView cancel(String id) {
        OperationView operation = find(id);
        if (operation.state().isEnded()) {
            throw Problem.of(
                            409,
                            "operation-ended",
                            "Operation has ended",
                            "Operation %s is %s; there is nothing to cancel.".formatted(id, operation.state()))
                    .with("operation", id)
                    .asException();
        }
        return source(id).cancel(key(id));
    }

    private OperationSource source(String id) {
        String kind = id.substring(0, Math.max(0, id.indexOf(':')));
        return sources.stream()
                .filter(source -> source.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    private static String key(String id) {
        return id.substring(id.indexOf(':') + 1);
    }

    /** 404 for an id that is none of ours. */
    public static ProblemException notFound(String id) {
        return Problem.of(
                        404,
                        "operation-not-found",
                        "Operation not known",
                        "Operation %s is not known; it may be of another service, or over for long.".formatted(id))
                .asException();
    }
}
