package dev.gantry.imagebuilder.api;

import dev.gantry.kit.http.Problem;
import org.jspecify.annotations.Nullable;

/** A body that a request must have: JSON {@code null} reads as none. */
public final class RequestBody {

    private RequestBody() {}

    public static <T> T required(@Nullable T body) {
        if (body == null) {
            throw Problem.of(400, "body-missing", "Body missing", "Send a body; /q/openapi tells what it holds.")
                    .asException();
        }
        return body;
    }
}
