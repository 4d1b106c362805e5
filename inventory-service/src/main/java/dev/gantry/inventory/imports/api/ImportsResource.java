package dev.gantry.inventory.imports.api;

import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.imports.archive.FolderArchiveReader;
import dev.gantry.inventory.imports.archive.FolderFiles;
import dev.gantry.inventory.imports.flow.ImportFolder;
import dev.gantry.inventory.imports.flow.ImportReport;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.operation.flow.ManyHostsOperations;
import dev.gantry.kit.http.FormPath;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.security.Actor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Takes over a kayobe configuration folder. */
@Path("/v1/imports")
@Tag(name = "imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@APIResponse(
        responseCode = "200",
        description = "Imported, or what would be",
        content = @Content(schema = @Schema(implementation = ImportReport.class)))
@APIResponse(
        responseCode = "202",
        description = "A large import goes on as an operation; Location leads to it",
        content = @Content(schema = @Schema(implementation = OperationView.class)))
public class ImportsResource {

    private static final String WHY = "import of a kayobe folder";

    private final ImportFolder importFolder;
    private final Actor actor;
    private final ManyHostsOperations operations;

    ImportsResource(ImportFolder importFolder, Actor actor, ManyHostsOperations operations) {
        this.operations = operations;
        this.importFolder = importFolder;
        this.actor = actor;
    }

    @POST
    @Consumes({"application/gzip", "application/x-gzip", "application/x-tar", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Import a kayobe folder as tar or tar.gz: all of it or nothing; with dryRun nothing is stored")
    public Response importArchive(@BeanParam ImportQuery query, InputStream body) {
        return take(FolderArchiveReader.read(body), query);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Import what 'ansible-inventory --list --export' or 'kayobe configuration dump' printed, as it is")
    public Response importExport(@BeanParam ImportQuery query, String body) {
        FolderFiles.Collector files = new FolderFiles.Collector();
        files.add("inventory/export.json", body.getBytes(StandardCharsets.UTF_8));
        return take(files.collected(), query);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Import a kayobe folder as files; a part's name is the file's path in the folder")
    public Response importFiles(@BeanParam ImportQuery query, MultipartFormDataInput form) throws IOException {
        FolderFiles.Collector files = new FolderFiles.Collector();
        for (Map.Entry<String, Collection<FormValue>> part : form.getValues().entrySet()) {
            for (FormValue value : part.getValue()) {
                files.add(FormPath.of(part.getKey(), value), bytes(value));
            }
        }
        return take(files.collected(), query);
    }

    private Response take(FolderFiles files, ImportQuery query) {
        if (!files.violations().isEmpty()) {
            throw HostProblems.importRefused(files.violations());
        }
        if (query.isDryRun()) {
            ImportReport report = importFolder.dryRun(files.texts(), query.options());
            return Response.ok(report.warnedOf(files.warnings())).build();
        }
        return switch (importFolder.run(files.texts(), query.options(), new Cause(actor.name(), WHY))) {
            case ImportFolder.Result.Imported imported ->
                Response.ok(imported.report().warnedOf(files.warnings())).build();
            case ImportFolder.Result.Accepted accepted ->
                Response.accepted(operations.view(accepted.operation()))
                        .location(Operations.location(
                                ManyHostsOperations.KIND, accepted.operation().id()))
                        .build();
        };
    }

    private static byte[] bytes(FormValue value) throws IOException {
        return value.isFileItem()
                ? Files.readAllBytes(value.getFileItem().getFile())
                : value.getValue().getBytes(StandardCharsets.UTF_8);
    }
}
