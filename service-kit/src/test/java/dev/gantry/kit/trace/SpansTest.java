package dev.gantry.kit.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "00-" + ID + "-b7ad6b7169203331-01";

    @AfterEach
    void leave() {
        Trace.leave();
    }

    @Test
    void spansReachTheCollectorWithTheTraceOfTheCaller() throws IOException {
        // given
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", call -> {
            received.add(new String(call.getRequestBody().readAllBytes(), ISO_8859_1));
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        collector.start();
        try {
            Spans spans = new Spans(
                    Optional.of("http://127.0.0.1:" + collector.getAddress().getPort()), "inventory");
            Trace.enter(CALLER);
            // when
            try (Spans.Open outer = spans.open("job render", SpanKind.INTERNAL)) {
                outer.with("gantry.key", "computegpu007");
                spans.open("ssh", SpanKind.CLIENT).close();
            }
            spans.close();
            // then
            String all = String.join("", received);
            String id = new String(HexFormat.of().parseHex(ID), ISO_8859_1);
            assertThat(all).contains("job render", "ssh", "inventory", "computegpu007");
            assertThat(all.split(java.util.regex.Pattern.quote(id), -1)).hasSize(3);
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void theTraceIsCarriedOnWithoutACollector() {
        // given
        Spans spans = new Spans(Optional.empty(), "inventory");
        Trace.enter(CALLER);
        // when
        try (Spans.Open span = spans.open("job render", SpanKind.INTERNAL)) {
            span.failed("not at all");
            // then
            assertThat(Trace.current()).isEqualTo(CALLER);
        }
        assertThat(Trace.current()).isEqualTo(CALLER);
    }

    @Test
    void aThreadOutsideOfAnyTraceIsOutsideAgainAfterwards() {
        // given
        Spans spans = new Spans(Optional.of("http://127.0.0.1:1"), "inventory");
        // when
        try (Spans.Open span = spans.open("job render", SpanKind.INTERNAL)) {
            span.with("gantry.key", "site");
            assertThat(Trace.held()).isNotNull();
        }
        // then
        assertThat(Trace.held()).isNull();
    }

    @Test
    void whatIsNoTraceIsReplacedByAFreshOne() {
        // when
        Trace.enter("00-00000000000000000000000000000000-b7ad6b7169203331-01");
        // then
        assertThat(Trace.current()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").doesNotContain("00000000000000000000");
    }
}
