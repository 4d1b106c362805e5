package dev.gantry.provisioner.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that nobody may see. They are shown as stars and go to a host by standard input only. */
public final class Secret {

    private final byte[] bytes;

    public Secret(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes;
    }

    /** What has to be masked in whatever comes back. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public String sha256() {
        return Checksum.of(text());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "******";
    }
}
