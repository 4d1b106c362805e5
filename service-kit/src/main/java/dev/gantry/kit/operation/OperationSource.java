package dev.gantry.kit.operation;

import dev.gantry.kit.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One kind of long work of a service, as operations. It keeps nothing of its own: it shows what the service stores anyway of its runs,
 * builds and the like, so that both never differ. An operation's id is {@code kind:key}.
 */
public interface OperationSource {

    String kind();

    /** Empty when there is none with this key, also for a key that has not the form of one. */
    Optional<OperationView> find(String key);

    /** Those that started before a time, the newest first, at most so many. */
    List<OperationView> newest(Instant before, int limit);

    /** Ends it before its end. 409 for what has ended, and for work that cannot be called off. */
    default OperationView cancel(String key) {
        throw Problem.of(
                        409,
                        "operation-not-cancellable",
                        "Operation cannot be cancelled",
                        "Work of the kind %s goes on to its end once it was asked for.".formatted(kind()))
                .asException();
    }
}
