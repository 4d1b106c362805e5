package dev.gantry.local.suite.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void countFromTheBase() {
        // when
        Ports ports = Ports.from(9100, List.of("computegpu000", "computegpu001"));
        // then
        assertThat(ports.of("inventory")).isEqualTo(9101);
        assertThat(ports.of("image-builder")).isEqualTo(9104);
        assertThat(ports.of("broker")).isEqualTo(9110);
        assertThat(ports.of("database")).isEqualTo(9112);
        assertThat(ports.of("computegpu001")).isEqualTo(9122);
    }

    @Test
    void namesTheOneThatIsTakenAndWhatItIsFor() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            Ports ports = Ports.from(other.getLocalPort() - 3, List.of());
            // then
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(SuiteException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + ", needed for nova-config")
                    .hasMessageContaining("GANTRY_PORT_BASE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eighty", "80", "-1", "65001", "81000", "99999999999"})
    void refuseABaseThatIsNone(String base) {
        assertThatThrownBy(() -> Ports.base(base))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("GANTRY_PORT_BASE is '" + base + "'; expected a port from 1024 to 65000");
    }

    @Test
    void areDifferentFreeOnesForZero() {
        // when
        Ports ports = Ports.from(0, List.of("computegpu000"));
        // then
        assertThat(List.of(
                        ports.of("inventory"), ports.of("provisioner"), ports.of("broker"), ports.of("computegpu000")))
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 1023);
    }
}
