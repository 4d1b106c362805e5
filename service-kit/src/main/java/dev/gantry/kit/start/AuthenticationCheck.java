package dev.gantry.kit.start;

import dev.gantry.kit.security.DoorSettings;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Somebody can log in, and nobody in the clear. The service refuses to start for the same reasons. */
final class AuthenticationCheck implements SettingCheck {
    private static final String ABOUT = "login";

    @Override
    public List<Finding> check(Config config) {
        try {
            return List.of(Finding.good(ABOUT, DoorSettings.check(config)));
        } catch (IllegalStateException e) {
            return List.of(Finding.bad(ABOUT, String.valueOf(e.getMessage())));
        }
    }
}
