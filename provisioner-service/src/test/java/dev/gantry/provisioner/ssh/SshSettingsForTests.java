package dev.gantry.provisioner.ssh;

import dev.gantry.kit.trace.Spans;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The defaults of the service, but an impatient sign of life. */
public record SshSettingsForTests(Optional<Path> keyPath, Duration loginTimeout) implements SshSettings {

    public static SshHosts hosts(Path key) {
        return hosts(key, Duration.ofSeconds(30));
    }

    public static SshHosts hosts(Path key, Duration loginTimeout) {
        SshSettings settings = new SshSettingsForTests(Optional.of(key), loginTimeout);
        Spans untimed = new Spans(Optional.empty(), "provisioner");
        return new SshHosts(
                settings, new ConnectionPool(settings, new SshConnector(settings)), new SshCommand(), untimed);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration keepaliveInterval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration keptTimeout() {
        return Duration.ofSeconds(90);
    }

    @Override
    public int handshakesLimit() {
        return 8;
    }

    @Override
    public int channelsLimit() {
        return 4;
    }

    @Override
    public MemorySize answerLimit() {
        return new MemorySize(BigInteger.valueOf(4L << 20));
    }
}
