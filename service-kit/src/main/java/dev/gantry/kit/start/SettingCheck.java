package dev.gantry.kit.start;

import java.util.List;
import org.eclipse.microprofile.config.Config;

/** What a service wants to be looked at before it starts; found by {@link java.util.ServiceLoader}. Within seconds, without effect. */
public interface SettingCheck {
    List<Finding> check(Config config);
}
