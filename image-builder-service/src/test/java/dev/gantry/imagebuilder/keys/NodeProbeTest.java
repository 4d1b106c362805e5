package dev.gantry.imagebuilder.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.model.licence.ProbeResult;
import dev.gantry.kit.blocking.BlockingCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeProbeTest {

    private final NodeProbe probe = new NodeProbe(BlockingCalls.SHARED, Duration.ofMillis(500));

    @Test
    void tellsAnOpenPortWithoutTlsFromAClosedOne() throws IOException {
        // given
        int closed;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = gone.getLocalPort();
        }
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            List<ProbeResult> answers =
                    probe.probe(List.of(new LicenceToken.Node("127.0.0.1", List.of(mute.getLocalPort(), closed))));

            // then
            assertThat(answers.get(0).isOpen()).isTrue();
            assertThat(answers.get(0).tls()).isNull();
            assertThat(answers.get(0).words()).startsWith("no TLS");
            assertThat(answers.get(1).isOpen()).isFalse();
        }
    }
}
