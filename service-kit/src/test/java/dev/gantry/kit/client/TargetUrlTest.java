package dev.gantry.kit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {

    private static final Set<String> ALL = Set.of("http", "https", "file");
    private static final TargetPolicy USUAL = TargetPolicy.of(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[::ffff:127.0.0.1]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2002:7f00:1::1]/",
                "http://[::a9fe:a9fe]/",
                "http://[::127.0.0.1]/",
                "http://192.0.0.192/",
                "http://100.100.100.200/",
                "http://255.255.255.255/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://127.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.1:8101/v1",
                "http://localhost/",
                "http://a.localhost/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://u:p@host/x.zip",
                "http://host:99999/",
                "http://host:0/",
                "http:///x",
                "http:host",
                "ftp://host/x",
                "no url at all",
                "file://host/x/NVIDIA.zip",
                "file:///a%00/x.zip",
                "file:x.zip",
                "file:///x?y",
                ""
            })
    void refused(String url) {
        assertThat(TargetUrl.problem(url, ALL, USUAL)).as(url).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.20.30.40/x",
                "https://192.168.1.1:8443/x?y=z",
                "http://[2001:db8::1]:80/",
                "https://hooks.example.org/x",
                "http://portal/x",
                "file:///srv/drivers/a%20b.zip"
            })
    void taken(String url) {
        assertThat(TargetUrl.problem(url, ALL, USUAL)).as(url).isEmpty();
    }

    @Test
    void siteNarrowsItsNetworks() {
        TargetPolicy narrow = TargetPolicy.of(List.of("10.20.0.0/16", "2001:db8::/32"), List.of("10.20.9.0/24"));
        assertThat(TargetUrl.problem("http://10.20.1.1/", ALL, narrow)).isEmpty();
        assertThat(TargetUrl.problem("http://[2001:db8:1::5]/", ALL, narrow)).isEmpty();
        assertThat(TargetUrl.problem("http://10.21.1.1/", ALL, narrow))
                .hasValueSatisfying(why -> assertThat(why).contains("no allowed network"));
        assertThat(TargetUrl.problem("http://10.20.9.7/", ALL, narrow))
                .hasValueSatisfying(why -> assertThat(why).contains("denied network"));
    }

    @Test
    void localModeTakesLoopbackAndNothingMore() throws Exception {
        TargetPolicy local = USUAL.withLoopback();
        assertThat(local.refusal(InetAddress.getByName("127.0.0.1"))).isEmpty();
        assertThat(local.refusal(InetAddress.getByName("::1"))).isEmpty();
        assertThat(local.refusal(InetAddress.getByName("10.0.0.1"))).isEmpty();
        assertThat(local.refusal(InetAddress.getByName("169.254.169.254"))).isPresent();
    }

    @Test
    void whatIsNoNetworkIsNamed() {
        assertThatThrownBy(() -> TargetPolicy.of(List.of("example.org"), List.of()))
                .hasMessageContaining("'example.org'");
        assertThatThrownBy(() -> TargetPolicy.of(List.of("10.0.0.0/33"), List.of()))
                .hasMessageContaining("above 32");
    }
}
