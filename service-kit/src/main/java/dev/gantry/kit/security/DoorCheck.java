package dev.gantry.kit.security;

import dev.gantry.kit.start.Finding;
import dev.gantry.kit.start.SettingCheck;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** For {@code check-config}: somebody can log in, and nobody in the clear. The service refuses to start for the same reasons. */
public final class DoorCheck implements SettingCheck {
    private static final String ABOUT = "login";

    @Override
    public List<Finding> check(Config config) {
        try {
            Optional<Path> tokens = file(config, "gantry.security.api-tokens-file");
            boolean hasApiTokens =
                    tokens.map(ApiTokenFile::read).map(file -> !file.isEmpty()).orElse(false);
            LocalToken token =
                    new LocalToken(file(config, "gantry.security.token-file").map(Path::toString));
            StartupCheck.Door door = StartupCheck.Door.of(config);
            new StartupCheck(door, token, hasApiTokens).check();
            String ways = (hasApiTokens ? " by API tokens" : "") + (door.isOidcOn() ? " by OpenID Connect" : "");
            return List.of(Finding.good(ABOUT, "mode " + door.mode() + ways));
        } catch (IllegalStateException | UncheckedIOException e) {
            return List.of(Finding.bad(ABOUT, String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Path> file(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
