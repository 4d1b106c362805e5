package dev.gantry.provisioner.host;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The door without the container. */
public final class TestDoor {

    private TestDoor() {}

    public static SshHosts open(Path key) {
        SshSettings settings = new Settings(key);
        return new SshHosts(settings, new Connections(settings, new Connector(settings)), new Exchange());
    }

    private record Settings(Path key) implements SshSettings {

        @Override
        public Optional<Path> keyPath() {
            return Optional.of(key);
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration keepaliveInterval() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration keptTimeout() {
            return Duration.ofSeconds(30);
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
            return new MemorySize(BigInteger.valueOf(1_000_000));
        }
    }
}
