package dev.gantry.provisioner.guest.model;

import dev.gantry.gpu.driver.DriverFile;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted in a guest; null: no wish, left as it is.
 *
 * @param featureType of gridd.conf: 0 unlicensed, 1 vGPU, 2 RTX virtual workstation, 4 compute
 */
public record DesiredGuest(
        @Nullable DriverFile driver,
        @Nullable Integer featureType,
        @Nullable Token token,
        @Nullable String samples) {

    /** The licence token by what may be known of it. */
    public record Token(String name, String sha256) {}
}
