package dev.gantry.kit.client;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one client of the service for outgoing calls, and the policy for targets that callers give. */
final class OutgoingClients {

    private OutgoingClients() {}

    @Produces
    @Singleton
    static OutgoingHttp http(@ConfigProperty(name = "gantry.outgoing.ca-path") Optional<String> ca) throws IOException {
        return OutgoingHttp.trusting(ca.filter(path -> !path.isBlank()).map(Path::of));
    }

    @Produces
    @Singleton
    static TargetPolicy targets(
            @ConfigProperty(name = "gantry.outgoing.allow") Optional<List<String>> allow,
            @ConfigProperty(name = "gantry.outgoing.deny") Optional<List<String>> deny,
            @ConfigProperty(name = "gantry.mode") String mode) {
        TargetPolicy policy = TargetPolicy.of(allow.orElse(List.of()), deny.orElse(List.of()));
        return mode.equals("local") ? policy.withLoopback() : policy;
    }
}
