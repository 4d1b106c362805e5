package dev.gantry.provisioner;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The service's own SSH key, and the patience of tests. */
public class SshKeyForTests implements QuarkusTestResourceLifecycleManager {

    /** Line for the hosts' authorized_keys. */
    public static String publicKey() {
        return System.getProperty("gantry.test.public-key");
    }

    @Override
    public Map<String, String> start() {
        try {
            Path file = Files.createTempDirectory(Path.of("target"), "ssh-").resolve("id_ed25519");
            KeyPair pair = SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
            try (var out = Files.newOutputStream(file)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "gantry", null, out);
            }
            System.setProperty("gantry.test.public-key", PublicKeyEntry.toString(pair.getPublic()));
            KeyUtils.getKeyType(pair);
            return Map.of(
                    "gantry.provisioner.ssh.key-path", file.toAbsolutePath().toString(),
                    "gantry.provisioner.ssh.connect-timeout", "5s",
                    "gantry.provisioner.runs.poll-interval", "200ms",
                    "gantry.provisioner.runs.drift-check", "500ms",
                    "gantry.provisioner.runs.retry-timeout", "200ms",
                    "gantry.provisioner.runs.reboot-repeat-timeout", "2s",
                    "gantry.jobs.lease", "3s");
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void stop() {
        // The key lies below target.
    }
}
