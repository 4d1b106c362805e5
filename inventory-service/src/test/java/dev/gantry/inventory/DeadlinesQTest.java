package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitState;
import static dev.gantry.inventory.Operator.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.EventType;
import dev.gantry.inventory.flow.lifecycle.CheckDeadlines;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Work that nobody answers for. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class DeadlinesQTest {

    @Inject
    CheckDeadlines deadlines;

    @Inject
    HostRepository hosts;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void workPastItsDeadlineFailsAndALateAnswerIsStillTaken() {
        // given
        put("silent", Operator.spec()).then().statusCode(201);
        long asked = Operator.version("silent");
        QuarkusTransaction.requiringNew().run(() -> hosts.postpone("silent", Instant.EPOCH));
        // when
        deadlines.check();
        // then
        assertThat(Operator.state("silent")).isEqualTo("FAILED");
        assertThat(Operator.get("silent").jsonPath().getString("failure.reason"))
                .isEqualTo("timed-out");
        new Operator(servers).say(EventType.HOST_INSPECTED, "silent", asked, data -> {});
        awaitState("silent", "INSPECTED");
    }
}
