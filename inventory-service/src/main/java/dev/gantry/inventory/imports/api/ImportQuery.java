package dev.gantry.inventory.imports.api;

import dev.gantry.inventory.imports.flow.ImportOptions;
import dev.gantry.kit.http.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    @QueryParam("configPath")
    @Parameter(description = "What kayobe_config_path means; /etc/kayobe when not given")
    @Nullable
    String configPath;

    @QueryParam("configuration")
    @DefaultValue("kayobe")
    @Parameter(description = "The site's name of this kayobe configuration; the installation is bound to the first one")
    String configuration = "kayobe";

    @QueryParam("rebind")
    @DefaultValue("false")
    @Parameter(
            description =
                    "Whether this configuration or environment takes the place of the one that was imported before",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    String rebind = "false";

    @QueryParam("alsoChange")
    @Parameter(description = "A host that may change although the folder does not hold it; may be repeated")
    List<String> alsoChange = List.of();

    boolean isDryRun() {
        return truth("dryRun", dryRun);
    }

    /** A word that is neither is refused: whoever misspells a dry run must not get a real one. */
    private static boolean truth(String name, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw Problem.of(
                                400,
                                "parameter-malformed",
                                "Parameter not readable",
                                "%s is '%s'; send true or false.".formatted(name, word))
                        .asException();
        };
    }

    ImportOptions options() {
        return new ImportOptions(
                ImportOptions.controlHost(environment, home, configPath),
                configuration,
                Set.copyOf(alsoChange),
                truth("rebind", rebind) ? ImportOptions.Binding.CHANGED : ImportOptions.Binding.KEPT);
    }
}
