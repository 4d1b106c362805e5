package dev.gantry.inventory.model.kayobe;

import org.jspecify.annotations.Nullable;

/**
 * Where an imported folder is used with Ansible.
 *
 * @param environment kayobe's environment that is laid over the base; null for the base, or for the only one
 * @param home what {@code lookup('env', 'HOME')} gives there
 * @param configPath what {@code kayobe_config_path} is there
 */
public record ControlHost(@Nullable String environment, String home, String configPath) {

    /** Kayobe's own default of {@code KAYOBE_CONFIG_PATH}. */
    public static final String DEFAULT_CONFIG_PATH = "/etc/kayobe";

    public ControlHost(@Nullable String environment, String home) {
        this(environment, home, DEFAULT_CONFIG_PATH);
    }
}
