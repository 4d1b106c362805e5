package dev.gantry.kit.http;

import org.jspecify.annotations.Nullable;

/** A body that a request must have; {@link BodyRequired} refuses the text {@code null}, this the empty request. */
public final class RequestBody {

    private RequestBody() {}

    /** @throws ProblemException 400 {@code body-missing} */
    public static <T> T required(@Nullable T body) {
        if (body == null) {
            throw missing("Send a body; /q/openapi tells what it holds.");
        }
        return body;
    }

    static ProblemException missing(String detail) {
        return Problem.of(400, "body-missing", "Body missing", detail).asException();
    }
}
