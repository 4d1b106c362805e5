package dev.gantry.inventory.model.lifecycle;

import java.util.Locale;

/** What a person can ask of a host by REST. */
public enum Operation {
    INSPECT,
    APPROVE,
    PROVISION,
    ACTIVATE,
    DRAIN,
    CONFIRM_DRAINED,
    MAINTAIN,
    RESUME,
    RETRY,
    RETIRE,
    /** PUT. */
    CHANGE,
    /** DELETE. */
    DELETE;

    /** As the path of the REST API has it, e.g. {@code confirm-drained}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The call that asks for it. */
    public String call(String host) {
        return switch (this) {
            case CHANGE -> "PUT /v1/hosts/" + host;
            case DELETE -> "DELETE /v1/hosts/" + host;
            case INSPECT, APPROVE, PROVISION, ACTIVATE, DRAIN, CONFIRM_DRAINED, MAINTAIN, RESUME, RETRY, RETIRE ->
                "POST /v1/hosts/" + host + "/" + word();
        };
    }
}
