package dev.gantry.provisioner.redfish;

import dev.gantry.provisioner.ssh.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a management controller is reached. {@code certificate}: SHA-256 of its certificate in hex digits; null: it has to be signed by a known authority. */
public record BmcAccess(
        URI url, String user, Secret password, @Nullable String certificate) {}
