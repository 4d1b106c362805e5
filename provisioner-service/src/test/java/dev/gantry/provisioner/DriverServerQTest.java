package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.contracts.desired.DesiredDriver;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.simulator.DriverBundleMaker;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The server of the driver's file is started again while a run wants it. */
@QuarkusTest
class DriverServerQTest extends EngineCase {
    /** One more than a change may be made in vain. */
    private static final int TIMES_AWAY = 3;

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void runWaitsForAServerThatIsAway() throws Exception {
        // given
        SimulatedHost host = start(description());
        HttpServer server = server(DriverBundleMaker.make(Files.createDirectories(folder.resolve("served"))));
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/driver.zip";

        // when
        wire.say(provision(host, 1, withDriver(url)));
        wire.await(HostProvisioned.class, host.name(), 1, LONG.multipliedBy(3));

        // then
        server.stop(0);
        assertThat(wire.heard(HostStepFinished.class, host.name()))
                .filteredOn(step -> step.step().equals("driver"))
                .extracting(HostStepFinished::outcome)
                .containsExactly("FAILED", "FAILED", "FAILED", "CHANGED");
    }

    private DesiredState withDriver(String url) throws IOException {
        DesiredState guide = guide();
        return new DesiredState(
                guide.path(), guide.cards(), guide.passthrough(), new DesiredDriver(url, null), guide.options());
    }

    private HttpServer server(Path bundle) throws IOException {
        byte[] content = Files.readAllBytes(bundle);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (asked.incrementAndGet() <= TIMES_AWAY) {
                    exchange.sendResponseHeaders(503, -1);
                } else {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                }
            }
        });
        server.start();
        return server;
    }
}
