package dev.gantry.novaconfig.lint.api;

import dev.gantry.kit.http.FormPath;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.lint.flow.LintService;
import dev.gantry.novaconfig.lint.model.LintFinding;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** Finds what a kayobe configuration says that cannot be meant. Stores nothing. */
@Path("/v1/lints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "lints")
@RolesAllowed("viewer")
public class LintsResource {

    private static final int MOST_FILES = 20_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final long MOST_IN_ALL = 128L << 20;

    private final LintService lintFolder;

    LintsResource(LintService lintFolder) {
        this.lintFolder = lintFolder;
    }

    /** Takes {@code tar -cz} of a kayobe configuration folder. {@code release} is the site's own when left out. */
    @POST
    @Consumes("application/gzip")
    @Operation(summary = "Find what a kayobe configuration says that cannot be meant")
    public Page<LintFinding> lintConfiguration(byte[] body, @QueryParam("release") @Nullable String release) {
        return Page.whole(lintFolder.lint(unpacked(body), release));
    }

    /** The same folder file by file: the name of each part is the file's path, e.g. {@code inventory/groups}. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Page<LintFinding> lintFiles(MultipartFormDataInput form, @QueryParam("release") @Nullable String release) {
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, Collection<FormValue>> part : form.getValues().entrySet()) {
            for (FormValue value : part.getValue()) {
                files.put(FormPath.of(part.getKey(), value), text(value));
            }
        }
        return Page.whole(lintFolder.lint(files, release));
    }

    private static String text(FormValue value) {
        try {
            return value.isFileItem()
                    ? new String(value.getFileItem().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    : value.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> unpacked(byte[] body) {
        Map<String, String> files = new TreeMap<>();
        long all = 0;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(body)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile() || entry.getSize() > MOST_BYTES) {
                    continue;
                }
                byte[] content = tar.readNBytes(MOST_BYTES);
                all += content.length;
                if (files.size() >= MOST_FILES || all > MOST_IN_ALL) {
                    throw Problem.of(
                                    413,
                                    "folder-too-large",
                                    "Folder too large",
                                    "The folder has more than " + MOST_FILES + " files or " + (MOST_IN_ALL >> 20)
                                            + " MiB; send the kayobe configuration only.")
                            .asException();
                }
                files.put(entry.getName().replaceFirst("^\\./", ""), new String(content, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw Problem.of(
                            400,
                            "body-malformed",
                            "Body not readable",
                            "The body is not a tar.gz; make it with tar -cz.")
                    .asException();
        }
        return files;
    }
}
