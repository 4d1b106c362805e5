package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;

/** What Glance answered, its two refusals that a caller may expect (not found, conflict) among it. */
sealed interface GlanceResponse {

    /** What was asked for. */
    record Ok(JsonNode body) implements GlanceResponse {}

    /** There is no such image, or no longer. */
    record NotFound(RemoteException why) implements GlanceResponse {}

    /** It is there already, or its id was given before. */
    record Conflict(RemoteException why) implements GlanceResponse {}

    /** @throws RemoteException unless it is what was asked for */
    default JsonNode expect() {
        return switch (this) {
            case Ok ok -> ok.body();
            case NotFound(RemoteException why) -> throw why;
            case Conflict(RemoteException why) -> throw why;
        };
    }
}
