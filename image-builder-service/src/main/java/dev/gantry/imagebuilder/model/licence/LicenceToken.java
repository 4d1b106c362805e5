package dev.gantry.imagebuilder.model.licence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be known of a licence token: all but the token. {@code fingerprint} is the start of its SHA-256. */
public record LicenceToken(
        String name,
        String fingerprint,
        @Nullable String issuer,
        @Nullable Instant expiresAt,
        List<Node> nodes,
        Instant createdAt) {

    /** A licence server the token names, and the ports it listens on there. */
    public record Node(String host, List<Integer> ports) {
        public Node {
            ports = List.copyOf(ports);
        }
    }

    public LicenceToken {
        nodes = List.copyOf(nodes);
    }

    public boolean hasExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
