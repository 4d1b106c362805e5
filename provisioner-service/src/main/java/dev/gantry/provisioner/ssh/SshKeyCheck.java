package dev.gantry.provisioner.ssh;

import dev.gantry.kit.start.Finding;
import dev.gantry.kit.start.SettingCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** For {@code check-config}: the private key for the hosts, and the token for nova-config, are there and can be used. */
public final class SshKeyCheck implements SettingCheck {
    private static final String ABOUT = "SSH key";
    private static final String HEAD = "-----BEGIN OPENSSH PRIVATE KEY-----";
    /** What follows the magic word in a key without a passphrase: the cipher's name, a string of four letters (PROTOCOL.key of OpenSSH). */
    private static final byte[] UNENCRYPTED =
            "openssh-key-v1\0\0\0\0\4none".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Override
    public List<Finding> check(Config config) {
        List<Finding> findings = new ArrayList<>();
        findings.add(path(config, "gantry.provisioner.ssh.key-path")
                .map(SshKeyCheck::key)
                .orElseGet(() -> Finding.bad(
                        ABOUT, "none is named, so no host can be logged in to; set GANTRY_PROVISIONER_SSH_KEY_PATH")));
        path(config, "gantry.provisioner.placement-check.token-path").ifPresent(token -> findings.add(token(token)));
        return findings;
    }

    static Finding key(Path file) {
        try {
            String text = Files.readString(file);
            if (!text.startsWith(HEAD)) {
                return Finding.bad(
                        ABOUT,
                        file + " is no private key in OpenSSH's format; make one with ssh-keygen -t ed25519 -N ''");
            }
            byte[] inside =
                    Base64.getMimeDecoder().decode(text.substring(HEAD.length()).replaceAll("-----[A-Z ]*-----", ""));
            if (!startsWith(inside, UNENCRYPTED)) {
                return Finding.bad(ABOUT, file + " has a passphrase, which nobody could type; give one without");
            }
            return Finding.good(ABOUT, file.toString());
        } catch (IOException e) {
            return Finding.bad(ABOUT, file + " cannot be read; set GANTRY_PROVISIONER_SSH_KEY_PATH");
        }
    }

    private static Finding token(Path file) {
        return Files.isReadable(file)
                ? Finding.good("token for nova-config", file.toString())
                : Finding.bad(
                        "token for nova-config",
                        file + " cannot be read; set GANTRY_PROVISIONER_PLACEMENT_CHECK_TOKEN_PATH");
    }

    private static Optional<Path> path(Config config, String property) {
        return config.getOptionalValue(property, String.class)
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && java.util.Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }
}
