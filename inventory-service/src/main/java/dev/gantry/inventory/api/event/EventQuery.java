package dev.gantry.inventory.api.event;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a reader of the event stream asks for. */
public class EventQuery {

    @HeaderParam("Last-Event-ID")
    @Nullable
    String lastEventId;

    @QueryParam("after")
    @Parameter(description = "Number of the last event that was read; 0 starts at the beginning of the log")
    @Nullable
    String after;

    @QueryParam("host")
    @Parameter(description = "Only events of this host, image or bundle; may be repeated")
    List<String> hosts = List.of();

    @QueryParam("type")
    @Parameter(description = "Only events of this type, which may end in *; may be repeated")
    List<String> types = List.of();

    /** The position to go on from; null for now. The header wins, as a browser sends it when it comes back. */
    @Nullable
    String from() {
        String position = lastEventId != null ? lastEventId : after;
        return position == null || position.isBlank() ? null : position;
    }
}
