package dev.gantry.imagebuilder.api.channel;

import dev.gantry.imagebuilder.flow.channel.ChannelService;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.channel.Channel;
import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Channels of an image: {@code candidate} and {@code stable}. */
@Path("/v1/images/{image}/channels/{channel}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
@RunOnVirtualThread
public class ChannelResource {

    private final ChannelService promote;

    ChannelResource(ChannelService promote) {
        this.promote = promote;
    }

    /** The build to give out. */
    public record Choice(@Nullable String build) {}

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "The build that a channel points to, and those before it")
    public Page<ChannelView> getChannel(@PathParam("image") String image, @PathParam("channel") String channel) {
        List<ChannelEntry> history = promote.history(image, Channel.parse(channel));
        return Page.whole(history.stream()
                .map(entry -> entry.equals(history.getFirst()) ? current(entry) : ChannelView.of(entry, null))
                .toList());
    }

    @PUT
    @RolesAllowed("operator")
    @Operation(summary = "Point a channel to a build")
    public ChannelView putChannel(
            @PathParam("image") String image, @PathParam("channel") String channel, @Nullable Choice choice) {
        String build = RequestBody.required(choice).build();
        if (build == null) {
            throw ProblemException.invalid(
                    "input-invalid",
                    "Input not valid",
                    new Violation("build", "nothing", "the id of a build", "Add it"));
        }
        return current(promote.promote(image, Channel.parse(channel), build));
    }

    @POST
    @Path("/rollback")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Point a channel to the build before")
    public ChannelView rollBackChannel(@PathParam("image") String image, @PathParam("channel") String channel) {
        return current(promote.rollBack(image, Channel.parse(channel)));
    }

    private ChannelView current(ChannelEntry entry) {
        return ChannelView.of(entry, promote.listing(entry.image()).orElse(null));
    }
}
