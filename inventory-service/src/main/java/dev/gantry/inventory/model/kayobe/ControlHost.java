package dev.gantry.inventory.model.kayobe;

import org.jspecify.annotations.Nullable;

/**
 * Where an imported folder is used with Ansible.
 *
 * @param environment kayobe's environment that is laid over the base; null for the base, or for the only one
 * @param home what {@code lookup('env', 'HOME')} gives there
 */
public record ControlHost(@Nullable String environment, String home) {}
