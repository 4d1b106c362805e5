package dev.gantry.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                "0.0.0.0",
                "computegpu000",
                "computegpu000.example.org",
                "gpu_1.rack-2",
                "7a.example",
                "2001:db8::7",
                "::1",
                "fd00::",
                "2001:DB8:0:0:0:0:0:7",
                "::ffff:192.0.2.7",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:192.0.2.7",
            })
    void addressesAndNamesAreTaken(String address) {
        assertThat(HostAddress.problem(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0, four numbers",
        "10.0.0.256, four numbers",
        "010.0.0.7, four numbers",
        "10.0.0.7.9, four numbers",
        "167772167, four numbers",
        "0x0a000007, four numbers",
        "10.0.0.7:22, the port in its own field",
        "gpu0:22, the port in its own field",
        "[2001:db8::7], without brackets",
        "fe80::1%eth0, without a zone",
        "2001:db8::7::1, an IPv6 address",
        "2001:db8:7, an IPv6 address",
        "1:2:3:4:5:6:7:8:9, an IPv6 address",
        "1:2:3:4:5:6:7::8:9, an IPv6 address",
        "2001:db8::12345, an IPv6 address",
        "192.0.2.7::, an IPv6 address",
        "'::::', an IPv6 address",
        "':', an IPv6 address",
        "-gpu0, a host name",
        "gpu0-, a host name",
        "gpu 0, a host name",
        "gpu..0x, four numbers",
        "a..b, a host name",
        "'', a host name",
    })
    void whatIsNeitherIsToldWithWhatIsExpected(String written, String expected) {
        assertThat(HostAddress.problem(written))
                .hasValueSatisfying(problem -> assertThat(problem).contains(expected));
    }

    @Test
    void bracketsStandWherePortsFollow() {
        assertThat(HostAddress.bracketed("2001:db8::7")).isEqualTo("[2001:db8::7]");
        assertThat(HostAddress.bracketed("gpu0")).isEqualTo("gpu0");
        assertThat(HostAddress.unbracketed("[2001:db8::7]")).isEqualTo("2001:db8::7");
    }
}
