package dev.gantry.provisioner.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A Dell's controller as DSP0268 describes one, with a certificate of its own making: what is set waits for the next restart, a caller
 * with a stale ETag or another password is refused.
 */
public final class RedfishServer implements AutoCloseable {
    public static final String USER = "gantry";
    public static final String PASSWORD = "calvin's secret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS = "/redfish/v1/Systems/1/Bios/Settings";

    private final HttpsServer server;
    private final String fingerprint;
    private final Map<String, String> attributes = new ConcurrentHashMap<>();
    private final Map<String, String> pending = new ConcurrentHashMap<>();

    /** Method and path of each call, with what was sent. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** Called with what was set. */
    public volatile Consumer<Map<String, String>> whenSet = set -> {};

    /** Answered to everything when it is not 200. */
    public volatile int status = 200;

    private int version = 7;

    /** @param folder for its key */
    public RedfishServer(Path folder, Map<String, String> attributes) throws Exception {
        this.attributes.putAll(attributes);
        SelfSignedCertificate certificate = SelfSignedCertificate.in(folder, "bmc");
        fingerprint = certificate.fingerprint();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    public String fingerprint() {
        return fingerprint;
    }

    /** The machine restarted: what was set is in effect. */
    public void restart() {
        attributes.putAll(pending);
        pending.clear();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + path + (sent.isEmpty() ? "" : " " + sent));
        String login =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        int code = login.equals(exchange.getRequestHeaders().getFirst("Authorization")) ? status : 401;
        if (code == 200 && exchange.getRequestMethod().equals("PATCH")) {
            code = set(exchange.getRequestHeaders().getFirst("If-Match"), JSON.readTree(sent));
        }
        byte[] bytes = (code == 200 ? body(path) : refusal()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int set(String seen, JsonNode body) {
        if (!etag().equals(seen)) {
            return 412;
        }
        version++;
        body.path("Attributes")
                .properties()
                .forEach(e -> pending.put(e.getKey(), e.getValue().asText()));
        whenSet.accept(pending);
        return 200;
    }

    private String etag() {
        return "W/" + version;
    }

    private String body(String path) throws IOException {
        return switch (path) {
            case "/redfish/v1/Systems" -> "{\"Members\": [{\"@odata.id\": \"/redfish/v1/Systems/1\"}]}";
            case "/redfish/v1/Systems/1" ->
                "{\"Manufacturer\": \"Dell Inc.\", \"Model\": \"R750xa\","
                        + " \"Bios\": {\"@odata.id\": \"/redfish/v1/Systems/1/Bios\"}}";
            case "/redfish/v1/Systems/1/Bios" ->
                JSON.writeValueAsString(Map.of(
                        "Attributes",
                        attributes,
                        "@Redfish.Settings",
                        Map.of(
                                "SettingsObject",
                                Map.of("@odata.id", SETTINGS),
                                "SupportedApplyTimes",
                                List.of("Immediate", "OnReset"))));
            case SETTINGS -> JSON.writeValueAsString(Map.of("@odata.etag", etag(), "Attributes", pending));
            default -> "{}";
        };
    }

    private static String refusal() {
        return "{\"error\": {\"message\": \"general\", \"@Message.ExtendedInfo\":"
                + " [{\"Message\": \"The account is locked.\"}]}}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
