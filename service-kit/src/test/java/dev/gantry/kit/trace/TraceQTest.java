package dev.gantry.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gantry.kit.TestWorld;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One trace from who asks for a job to who hears what came of it. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class TraceQTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";

    @Inject
    TestWorld.Speaker speaker;

    @Inject
    TracedWork.Listener listener;

    @Test
    void traceGoesFromTheCallerOverTheJobToTheReaderOfItsEvent() {
        // given
        Trace.enter("00-" + ID + "-b7ad6b7169203331-01");
        // when
        speaker.ask("traced", "one");
        Trace.leave();
        // then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(listener.traces).hasSize(1).allMatch(trace -> trace.startsWith("00-" + ID + "-")));
    }
}
