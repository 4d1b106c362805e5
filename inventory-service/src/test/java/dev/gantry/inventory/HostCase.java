package dev.gantry.inventory;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** Inventory alone, with an operator who also plays the other services on the wire. */
@QuarkusTestResource(ServersForTests.class)
abstract class HostCase {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    Operator operator;

    @BeforeEach
    final void sitDown() {
        operator = new Operator(servers);
    }
}
