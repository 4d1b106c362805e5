package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.Problem;
import org.jspecify.annotations.Nullable;

/** Bodies that must be there: the JSON text {@code null} is none. */
final class RequestBody {

    private RequestBody() {}

    /** @throws dev.gantry.kit.http.ProblemException 400 {@code body-missing} */
    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw Problem.of(400, "body-missing", "Body missing", "Send a JSON object; null says nothing.")
                    .asException();
        }
        return body;
    }
}
