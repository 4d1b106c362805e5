package dev.gantry.inventory.source.api;

import dev.gantry.inventory.source.flow.SourceRequest;
import dev.gantry.inventory.source.model.SourceSpec;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the site's kayobe configuration is read from. The secret never comes back. */
@Schema(name = "SourceSpec")
public record SourceBody(
        @NotBlank @Schema(examples = "ssh://git@git.example.org/kayobe-config.git")
        String url,

        @Schema(description = "main when left out") @Nullable
        String branch,

        @Schema(description = "Of the repository; etc/kayobe when left out, empty for its root") @Nullable
        String folder,

        @Schema(description = "Kayobe's environment to lay over the base of the folder") @Nullable
        String environment,

        @Schema(description = "What lookup('env', 'HOME') means") @Nullable
        String home,

        @Schema(description = "What kayobe_config_path means; /etc/kayobe when left out") @Nullable
        String configPath,

        @Schema(description = "File with the private key for ssh, in the folder for sources") @Nullable
        String keyPath,

        @Schema(description = "File that pins the ssh server, as ssh-keyscan writes it") @Nullable
        String knownHosts,

        @Schema(description = "File with the token for https") @Nullable
        String tokenPath,

        @Schema(description = "PEM file with the authorities that the https server is trusted by") @Nullable
        String caPath,

        @Schema(description = "Between two fetches; 300 when left out") @Nullable
        Long intervalSeconds,

        @Schema(
                description =
                        "Mail addresses whose Signed-off-by approves the plans that follow from a commit; none when"
                                + " left out")
        @Nullable
        List<@NotNull String> approvers,

        @Schema(
                description =
                        "What a call of the Git server proves that it knows, at least 16 characters; kept encrypted")
        @Nullable
        String secret,

        @Schema(description = "env:NAME or file:/path instead of the secret itself") @Nullable
        String secretRef) {

    private static final long USUAL_INTERVAL = 300;

    SourceRequest request() {
        return new SourceRequest(
                url,
                Objects.requireNonNullElse(branch, "main"),
                Objects.requireNonNullElse(folder, "etc/kayobe").replaceAll("^/+|/+$", ""),
                new SourceSpec.Access(keyPath, knownHosts, tokenPath, caPath),
                new SourceSpec.Options(environment, home, configPath),
                Duration.ofSeconds(Objects.requireNonNullElse(intervalSeconds, USUAL_INTERVAL)),
                Objects.requireNonNullElse(approvers, List.of()),
                secret,
                secretRef);
    }

    @Override
    public String toString() {
        return "source at " + url;
    }
}
