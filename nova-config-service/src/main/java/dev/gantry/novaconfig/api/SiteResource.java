package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.flow.flavor.FlavorService;
import dev.gantry.novaconfig.flow.render.SiteRenderRunner;
import dev.gantry.novaconfig.flow.settings.SettingsService;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.model.settings.StoredSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What concerns the whole site: its settings, what it offers, and the guide's file. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "site")
@RolesAllowed("viewer")
public class SiteResource {

    private final SiteQueries site;
    private final SettingsService changeSettings;
    private final SiteRenderRunner renderSite;
    private final FlavorService flavors;

    SiteResource(SiteQueries site, SettingsService changeSettings, SiteRenderRunner renderSite, FlavorService flavors) {
        this.site = site;
        this.changeSettings = changeSettings;
        this.renderSite = renderSite;
        this.flavors = flavors;
    }

    @GET
    @Path("/settings")
    @Operation(summary = "How the site wants its configuration; its ETag is for If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsDocument.class)))
    public Response getSettings() {
        return answer(site.stored());
    }

    @PUT
    @Path("/settings")
    @RolesAllowed("admin")
    @Operation(summary = "Change how the site wants its configuration")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsDocument.class)))
    public Response putSettings(SettingsDocument wanted, @HeaderParam("If-Match") @Nullable String ifMatch) {
        try {
            return answer(changeSettings.change(RequestBody.required(wanted), ifMatch));
        } catch (SettingsDocument.Refused e) {
            throw Problem.invalid(
                            "settings-invalid",
                            "Settings not valid",
                            e.fields().stream()
                                    .map(f -> new Problem.Field(f.path(), f.found(), f.expected(), f.fix()))
                                    .toList())
                    .asException();
        }
    }

    /** The guide's group form, from what is known at this moment. */
    @GET
    @Path("/nova-compute.conf")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The nova-compute.conf that serves all hosts of the site")
    public String getNovaComputeConf() {
        String text = renderSite.now().get(SiteFiles.GROUP_CONF);
        if (text == null) {
            throw Problem.of(
                            404,
                            "form-not-wanted",
                            "Form not wanted",
                            "The settings leave out the group form; add 'group' to forms with PUT /v1/settings.")
                    .asException();
        }
        return text;
    }

    /** What flavors can ask for: resource classes and aliases, where and how many. */
    @GET
    @Path("/bookable-resources")
    @Operation(summary = "What hosts offer to flavors: resource classes and aliases, with their number")
    public Page<BookableResourceView> listBookableResources() {
        return Page.whole(
                flavors.bookable().stream().map(BookableResourceView::of).toList());
    }

    private static Response answer(StoredSettings stored) {
        return Response.ok(stored.document())
                .header("ETag", EntityTags.of(stored.version()))
                .build();
    }
}
