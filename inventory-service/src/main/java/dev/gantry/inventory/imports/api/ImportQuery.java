package dev.gantry.inventory.imports.api;

import dev.gantry.inventory.imports.flow.ImportFolder;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.kit.http.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** How a folder is to be imported. */
public class ImportQuery {

    @QueryParam("dryRun")
    @DefaultValue("false")
    @Parameter(
            description = "Whether a report of what would be is enough",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    String dryRun = "false";

    @QueryParam("environment")
    @Parameter(description = "Kayobe's environment to lay over the base of the folder")
    @Nullable
    String environment;

    @QueryParam("home")
    @Parameter(description = "What lookup('env', 'HOME') means; the home folder of this service's user when not given")
    @Nullable
    String home;

    /** A word that is neither is refused: whoever misspells a dry run must not get a real one. */
    ImportFolder.Mode mode() {
        return switch (dryRun.toLowerCase(Locale.ROOT)) {
            case "true" -> ImportFolder.Mode.DRY_RUN;
            case "false" -> ImportFolder.Mode.REAL;
            default ->
                throw Problem.of(
                                400,
                                "parameter-malformed",
                                "Parameter not readable",
                                "dryRun is '%s'; send true or false.".formatted(dryRun))
                        .asException();
        };
    }

    ControlHost controlHost() {
        boolean isNamed = environment != null && !environment.isBlank();
        String folder = home == null || home.isBlank() ? System.getProperty("user.home") : home;
        return new ControlHost(isNamed ? environment : null, Objects.requireNonNullElse(folder, "/root"));
    }
}
