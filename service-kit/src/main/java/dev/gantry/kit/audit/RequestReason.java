package dev.gantry.kit.audit;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The reason that the body of this request gave; null for none. */
@RequestScoped
class RequestReason {

    private @Nullable String text;

    @Nullable
    String text() {
        return text;
    }

    void set(String reason) {
        this.text = reason;
    }
}
