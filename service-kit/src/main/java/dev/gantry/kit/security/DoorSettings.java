package dev.gantry.kit.security;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The settings by which callers come in, looked at without a start. */
public final class DoorSettings {
    private DoorSettings() {}

    /**
     * Says who may log in. Sample: {@code mode production by API tokens}.
     *
     * @throws IllegalStateException with the setting for which a start would be refused
     */
    public static String check(Config config) {
        try {
            boolean hasApiTokens = file(config, "gantry.security.api-tokens-file")
                    .map(file -> !ApiTokenFile.read(file).isEmpty())
                    .orElse(false);
            LocalToken token =
                    new LocalToken(file(config, "gantry.security.token-file").map(Path::toString));
            StartupCheck.Door door = StartupCheck.Door.of(config);
            new StartupCheck(door, token, hasApiTokens).check();
            return "mode " + door.mode() + (hasApiTokens ? " by API tokens" : "")
                    + (door.isOidcOn() ? " by OpenID Connect" : "");
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Optional<Path> file(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
