package dev.gantry.inventory.api;

import dev.gantry.inventory.flow.ImportFolder;
import dev.gantry.inventory.model.ControlHost;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** How a folder is to be imported. */
public class ImportQuery {

    @QueryParam("dryRun")
    @DefaultValue("false")
    @Parameter(description = "Whether a report of what would be is enough")
    boolean dryRun;

    @QueryParam("environment")
    @Parameter(description = "Kayobe's environment to lay over the base of the folder")
    @Nullable
    String environment;

    @QueryParam("home")
    @Parameter(description = "What lookup('env', 'HOME') means; the home folder of this service's user when not given")
    @Nullable
    String home;

    ImportFolder.Mode mode() {
        return dryRun ? ImportFolder.Mode.DRY_RUN : ImportFolder.Mode.REAL;
    }

    ControlHost controlHost() {
        boolean isNamed = environment != null && !environment.isBlank();
        String folder = home == null || home.isBlank() ? System.getProperty("user.home") : home;
        return new ControlHost(isNamed ? environment : null, Objects.requireNonNullElse(folder, "/root"));
    }
}
