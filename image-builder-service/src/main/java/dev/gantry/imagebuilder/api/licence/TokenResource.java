package dev.gantry.imagebuilder.api.licence;

import dev.gantry.imagebuilder.flow.licence.TokenService;
import dev.gantry.imagebuilder.flow.licence.UploadToken;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.model.licence.ProbeResult;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Licence tokens. What is shown of one never includes the token. */
@Path("/v1/licence-tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "licence-tokens")
@RunOnVirtualThread
public class TokenResource {

    private static final int LARGEST = 256 << 10;

    private final UploadToken uploads;
    private final TokenService find;

    TokenResource(UploadToken uploads, TokenService find) {
        this.uploads = uploads;
        this.find = find;
    }

    @PUT
    @Path("/{name}")
    @Consumes({MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM})
    @RolesAllowed("admin")
    @Operation(summary = "Keep a licence token, sealed")
    public LicenceToken putToken(
            @PathParam("name") String name,
            @QueryParam("removeInvisible") @DefaultValue("false") boolean removeInvisible,
            InputStream body)
            throws IOException {
        byte[] given = body.readNBytes(LARGEST + 1);
        if (given.length > LARGEST) {
            throw ProblemException.invalid(
                    "token-malformed",
                    "Not a licence token",
                    new Violation("body", "more than 256 KiB", "a token of a few KiB", "Send the .tok file alone"));
        }
        return uploads.take(
                name,
                given,
                removeInvisible ? InvisibleCharacters.Handling.REMOVE : InvisibleCharacters.Handling.REFUSE);
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Licence tokens by name, with their expiry")
    public Page<LicenceToken> listTokens() {
        return Page.whole(find.list());
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "What a licence token says; never the token itself")
    public LicenceToken getToken(@PathParam("name") String name) {
        return find.find(name);
    }

    @GET
    @Path("/{name}/images")
    @RolesAllowed("viewer")
    @Operation(summary = "Images that carry the token")
    public Page<TokenService.TokenImage> listTokenImages(@PathParam("name") String name) {
        return Page.whole(find.images(name));
    }

    @POST
    @Path("/{name}/probe")
    @RolesAllowed("operator")
    @Operation(summary = "Try whether the servers that the token names answer")
    public Page<ProbeResult> probeTokenNodes(@PathParam("name") String name) {
        return Page.whole(find.probe(name));
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("admin")
    @Operation(summary = "Forget a licence token that no image names")
    public void deleteToken(@PathParam("name") String name) {
        find.forget(name);
    }
}
