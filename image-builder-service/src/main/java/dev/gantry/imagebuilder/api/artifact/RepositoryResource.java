package dev.gantry.imagebuilder.api.artifact;

import dev.gantry.imagebuilder.flow.bundle.RepositoryService;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The repository that driver bundles are published in: its versions, and the way back to one of them. */
@Path("/v1/repository")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "repository")
@RunOnVirtualThread
public class RepositoryResource {

    private final RepositoryService repository;

    RepositoryResource(RepositoryService repository) {
        this.repository = repository;
    }

    /** A version as it is shown. */
    public record VersionView(long number, List<PublishedFile> files) {

        /** A published file. */
        public record PublishedFile(String path, String sha256, long bytes) {}

        static VersionView of(RepositoryVersion version) {
            return new VersionView(
                    version.number(),
                    version.files().stream()
                            .map(f -> new PublishedFile(
                                    f.relativePath(), f.sha256().hex(), f.bytes()))
                            .toList());
        }
    }

    /** Which version to serve again. */
    public record Rollback(long version) {}

    @GET
    @Path("/versions")
    @RolesAllowed("viewer")
    @Operation(summary = "Versions of the repository, newest first")
    public Page<VersionView> listVersions() {
        return Page.whole(repository.versions().stream().map(VersionView::of).toList());
    }

    @POST
    @Path("/rollback")
    @Idempotent
    @RolesAllowed("admin")
    @Operation(summary = "Publish an older version of the repository")
    public VersionView rollBackRepository(@Nullable Rollback rollback) {
        return VersionView.of(repository.rollBack(RequestBody.required(rollback).version()));
    }
}
