package dev.gantry.provisioner.ssh;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How hosts are reached. */
@ConfigMapping(prefix = "gantry.provisioner.ssh")
public interface SshSettings {

    /** File with the private key (OpenSSH format, no passphrase) that the hosts accept. Without it every login fails. */
    Optional<Path> keyPath();

    /** How long a TCP connect may take. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long a host may take from the connection to the login, e.g. because sshd waits for a slow name service; then each answer to a request. */
    @WithDefault("30s")
    Duration loginTimeout();

    /** A kept connection asks for a sign of life this often; three missing ones end it. */
    @WithDefault("10s")
    Duration keepaliveInterval();

    /** A connection that nobody uses is closed after this time. */
    @WithDefault("90s")
    Duration keptTimeout();

    /** Logins at the same time to one site (all direct hosts, or all behind one jump host). sshd's MaxStartups starts to drop at 10. */
    @WithDefault("8")
    int handshakesLimit();

    /** Commands at the same time on one connection. sshd's MaxSessions refuses the eleventh. */
    @WithDefault("4")
    int channelsLimit();

    /** An answer longer than this is cut in the middle. */
    @WithDefault("4M")
    MemorySize answerLimit();
}
