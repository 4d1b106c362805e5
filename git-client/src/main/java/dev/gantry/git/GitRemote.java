package dev.gantry.git;

import org.jspecify.annotations.Nullable;

/**
 * A repository and what opens it. {@code keyPath} is the private key file for ssh, {@code knownHosts} the file that pins the server,
 * {@code tokenPath} a file with the token for https, {@code caPath} a PEM file with the authorities that the https server is trusted by,
 * else those of the system.
 */
public record GitRemote(
        String url,
        @Nullable String keyPath,
        @Nullable String knownHosts,
        @Nullable String tokenPath,
        @Nullable String caPath) {}
