package dev.gantry.kit.event;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Buried events of this service, to look at and to send again. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dead-letters")
public class DeadLetterResource {

    private final DeadLetters letters;

    DeadLetterResource(DeadLetters letters) {
        this.letters = letters;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Events that could not be taken in, each with its reason")
    public Page<DeadLetters.DeadLetter> listDeadLetters() {
        return Page.whole(letters.list());
    }

    @POST
    @Path("/{id}/replay")
    @RolesAllowed("admin")
    @Operation(summary = "Take a dead letter in again")
    public DeadLetters.DeadLetter replayDeadLetter(@PathParam("id") UUID id) {
        return letters.replay(id).orElseThrow(() -> Problem.of(
                        404,
                        "dead-letter-not-found",
                        "Dead letter not known",
                        "Dead letter %s is not known or was replayed already.".formatted(id))
                .asException());
    }
}
