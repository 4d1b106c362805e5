package dev.gantry.provisioner.guest.model;

import dev.gantry.gpu.driver.DriverFile;
import org.jspecify.annotations.Nullable;

/**
 * A guest as an operator describes it: how to reach it and what is wanted in it. It holds no secret, only where one lies.
 *
 * @param hostKey pinned fingerprint, {@code SHA256:...}
 * @param jump {@code user@host:port|SHA256:...} or null
 * @param samples folder of NVIDIA's cuda-samples on the guest; null: no sample is run
 */
public record GuestSpec(
        @Nullable String address,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String hostKey,
        @Nullable String jump,
        @Nullable Driver driver,
        @Nullable Integer featureType,
        @Nullable Token token,
        @Nullable String samples) {

    public static final int SSH_PORT = 22;

    /** A guest driver file (.run, .deb, .rpm) and its checksum. */
    public record Driver(@Nullable String url, @Nullable String sha256) {

        public String fileName() {
            String path = url == null ? "" : url.replaceFirst("[?#].*", "");
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Name of a file in the provisioner's folder of secrets, e.g. {@code client_configuration_token_05-30-2023-12-41-40.tok}. */
    public record Token(@Nullable String file) {}

    /** With what stands for what was not said. */
    public GuestSpec complete() {
        boolean licensed = featureType == null && token != null;
        return new GuestSpec(
                address,
                port == null ? Integer.valueOf(SSH_PORT) : port,
                user,
                hostKey,
                jump,
                driver,
                licensed ? Integer.valueOf(1) : featureType,
                token,
                samples);
    }

    /** @param tokenSha256 of the token's bytes; ignored where none is wanted */
    public DesiredGuest wish(String tokenSha256) {
        return new DesiredGuest(
                driver == null ? null : DriverFile.parse(driver.fileName()),
                featureType,
                token == null || token.file() == null ? null : new DesiredGuest.Token(token.file(), tokenSha256),
                samples);
    }
}
