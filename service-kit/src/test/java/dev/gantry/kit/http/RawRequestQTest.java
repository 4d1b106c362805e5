package dev.gantry.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no proper client would send: each is refused with a problem, none with an empty answer or a failure of ours. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class RawRequestQTest {

    private static final String FORM = "Content-Type: multipart/form-data; boundary=B";

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("GET /v1/things/few?limit=" + "1".repeat(9_000), "", "", 414, "address-too-long"),
                Arguments.of("GET /v1/things/few?limit=" + "1".repeat(300_000), "", "", 414, "address-too-long"),
                Arguments.of("GET /v1/things/few", "X-Long: " + "a".repeat(40_000), "", 431, "headers-too-large"),
                Arguments.of("GET /v1/things/few", "X-Long: " + "a".repeat(400_000), "", 431, "headers-too-large"),
                Arguments.of("GET /v1/things/%zz", "", "", 400, "address-malformed"),
                Arguments.of("GET /v1/things/%", "", "", 400, "address-malformed"),
                Arguments.of("GET /v1/things/%ff%fe", "", "", 400, "address-malformed"),
                Arguments.of("GET /v1/things/few?limit=%zz", "", "", 400, "address-malformed"),
                Arguments.of("GET /v1/things/few?limit=%ff", "", "", 400, "address-malformed"),
                Arguments.of("GET /nothing/here", "", "", 404, "not-found"),
                Arguments.of("GET /q/nothing", "", "", 404, "not-found"),
                Arguments.of("FOO /v1/things/few", "", "", 405, "method-not-allowed"),
                Arguments.of("TRACE /v1/things/few", "", "", 405, "method-not-allowed"),
                Arguments.of("POST /v1/things/form", FORM, parts(1_501), 413, "too-many-parts"),
                Arguments.of("POST /v1/things/form", FORM, "--B\r\nnonsense", 400, "body-malformed"),
                Arguments.of("POST /v1/things/form", FORM, "", 400, "body-malformed"),
                Arguments.of("POST /v1/things/form", FORM, "--B\r\n\r\nx\r\n--B--\r\n", 400, "body-malformed"),
                Arguments.of(
                        "POST /v1/things/form",
                        FORM,
                        "--B\r\nContent-Disposition: attachment\r\n\r\nx\r\n--B--\r\n",
                        400,
                        "body-malformed"),
                Arguments.of("POST /v1/things/kept", "Content-Type: ///", "{}", 415, "media-type-unknown"),
                Arguments.of("POST /v1/things/kept", "Content-Type: text", "{}", 415, "media-type-unknown"),
                Arguments.of(
                        "POST /v1/things/form", "Content-Type: multipart/form-data", "x", 415, "media-type-unknown"),
                Arguments.of("POST /v1/things/form", FORM.replace("B", ""), "x", 415, "media-type-unknown"),
                Arguments.of("POST /v1/things/kept", "Content-Type: application/json", deep(), 400, "body-malformed"),
                Arguments.of("GET /v1/things/few", "Accept: ///", "", 406, "answer-not-acceptable"),
                Arguments.of("POST /v1/things/made", "Accept: text", "", 406, "answer-not-acceptable"),
                Arguments.of("POST /v1/things/made", "Accept: image/png", "", 406, "answer-not-acceptable"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String line, String header, String body, int status, String kind) throws IOException {
        // when
        String answer = send(line, header, body);
        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"/problems/" + kind + "\"")
                .containsIgnoringCase("X-Request-Id: ")
                .contains("\"instance\":\"urn:request:");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/things/few, Content-Type: text/csv",
        "GET /v1/things/few, Content-Type: /",
        "GET /v1/things/few, Accept: ",
        "POST /v1/things/made, Content-Type: application/x-www-form-urlencoded"
    })
    void fieldThatSaysNothingIsPassedOver(String line, String header) throws IOException {
        assertThat(send(line, header, "")).startsWith("HTTP/1.1 20");
    }

    @Test
    void pathsThatLeadNowhereAreOneMetric() throws IOException {
        // given
        send("GET /v1/things/few%", "", "");
        send("PROPFIND /v1/things/metric1", "", "");
        send("GET /v1/metric2/few", "", "");
        send("GET /v1/things/few", "Authorization: Bearer wrong", "");
        // when
        String metrics = send("GET /q/metrics", "", "");
        // then
        assertThat(metrics)
                .contains("uri=\"/refused\"")
                .doesNotContain("few%")
                .doesNotContain("metric1")
                .doesNotContain("metric2");
    }

    @Test
    void asManyPartsAsAreToldAreTaken() throws IOException {
        assertThat(send("POST /v1/things/form", FORM, parts(1_500))).startsWith("HTTP/1.1 200");
    }

    @Test
    void bodyThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        // given: only the head is sent
        try (Socket socket = connected()) {
            // when
            write(socket, "POST /v1/things HTTP/1.1\r\nHost: here\r\nContent-Length: 99999999999\r\n\r\n");
            // then
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("/problems/body-too-large");
        }
    }

    /** More of them than the pool has threads. */
    @Test
    void sendersThatFallSilentHoldNobodyUp() throws IOException {
        // given
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket socket = connected();
                silent.add(socket);
                write(
                        socket,
                        "POST /v1/things/kept HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer " + ServersForTests.TOKEN
                                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            }
            // when, then
            long from = System.nanoTime();
            assertThat(send("GET /v1/things/few", "", "")).startsWith("HTTP/1.1 200");
            assertThat(send("GET /q/health/live", "", "")).startsWith("HTTP/1.1 200");
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(30));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void bodyIsTakenAfterTheSenderWasToldToGoOn() throws IOException {
        assertThat(send(
                        "POST /v1/things",
                        "Content-Type: application/json\r\nExpect: 100-continue",
                        "{\"name\":\"a\"}"))
                .startsWith("HTTP/1.1 100")
                .contains("HTTP/1.1 200");
    }

    /** Java's own client asks for HTTP/2 with its first call. */
    @Test
    void bodyOverHttp2IsTaken() throws Exception {
        // given
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/things"))
                .header("Authorization", "Bearer " + ServersForTests.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}"))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (int call = 0; call < 2; call++) {
                // when
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                // then
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
    }

    private static String parts(int count) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < count; i++) {
            form.append("--B\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\nx\r\n".formatted(i));
        }
        return form.append("--B--\r\n").toString();
    }

    private static String deep() {
        return "{\"name\":" + "[".repeat(100_000);
    }

    private static String send(String line, String header, String body) throws IOException {
        try (Socket socket = connected()) {
            String length =
                    body.isEmpty() && !line.startsWith("POST") ? "" : "Content-Length: " + body.length() + "\r\n";
            write(
                    socket,
                    line + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAuthorization: Bearer "
                            + ServersForTests.TOKEN + "\r\n" + (header.isEmpty() ? "" : header + "\r\n") + length
                            + "\r\n" + body);
            return answer(socket);
        }
    }

    private static Socket connected() throws IOException {
        URI here = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        Socket socket = new Socket(here.getHost(), here.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
