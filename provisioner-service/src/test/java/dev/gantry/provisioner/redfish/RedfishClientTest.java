package dev.gantry.provisioner.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.provisioner.redfish.RedfishException.Kind;
import dev.gantry.provisioner.ssh.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller as DSP0268 describes one, with a certificate of its own making. */
class RedfishClientTest {

    private static final String PASSWORD = "calvin's secret";

    @TempDir
    Path temp;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private String fingerprint = "";
    private int status = 200;
    private String settingsBody = "{\"@odata.etag\": \"W/7\", \"Attributes\": {\"SriovGlobalEnable\": \"Enabled\"}}";

    @BeforeEach
    void start() throws Exception {
        Path store = temp.resolve("bmc.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "bmc",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=idrac",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-validity",
                        "2")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(keys.getCertificate("bmc").getEncoded()));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + path + (sent.isEmpty() ? "" : " " + sent));
        String login =
                "Basic " + Base64.getEncoder().encodeToString(("gantry:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        int code = login.equals(exchange.getRequestHeaders().getFirst("Authorization")) ? status : 401;
        String body =
                switch (code == 200 ? path : "") {
                    case "/redfish/v1/Systems" -> "{\"Members\": [{\"@odata.id\": \"/redfish/v1/Systems/1\"}]}";
                    case "/redfish/v1/Systems/1" ->
                        "{\"Manufacturer\": \"Dell Inc.\", \"Model\": \"R750xa\","
                                + " \"Bios\": {\"@odata.id\": \"/redfish/v1/Systems/1/Bios\"}}";
                    case "/redfish/v1/Systems/1/Bios" ->
                        "{\"Attributes\": {\"ProcVirtualization\": \"Disabled\", \"SriovGlobalEnable\": \"Disabled\","
                                + " \"NumLock\": \"On\"}, \"@Redfish.Settings\": {\"SettingsObject\":"
                                + " {\"@odata.id\": \"/redfish/v1/Systems/1/Bios/Settings\"},"
                                + " \"SupportedApplyTimes\": [\"Immediate\", \"OnReset\"]}}";
                    case "/redfish/v1/Systems/1/Bios/Settings" -> settingsBody;
                    default ->
                        "{\"error\": {\"message\": \"general\", \"@Message.ExtendedInfo\":"
                                + " [{\"Message\": \"The account is locked.\"}]}}";
                };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private RedfishClient client(String password, String pin) {
        URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return new RedfishClient(new BmcAccess(url, "gantry", new Secret(password), pin));
    }

    @Test
    void biosIsReadAndSetForTheNextRestart() {
        try (RedfishClient client = client(PASSWORD, fingerprint)) {
            // when
            RedfishClient.Bios bios = client.bios();
            client.set(bios, Map.of("ProcVirtualization", "Enabled"));
            // then
            assertThat(bios.manufacturer()).isEqualTo("Dell Inc.");
            assertThat(bios.attributes()).containsEntry("ProcVirtualization", "Disabled");
            assertThat(bios.pending()).containsEntry("SriovGlobalEnable", "Enabled");
            assertThat(asked)
                    .last()
                    .isEqualTo("PATCH /redfish/v1/Systems/1/Bios/Settings"
                            + " {\"Attributes\":{\"ProcVirtualization\":\"Enabled\"},"
                            + "\"@Redfish.SettingsApplyTime\":{\"ApplyTime\":\"OnReset\"}}");
        }
    }

    @Test
    void anotherCertificateIsNotTalkedTo() {
        try (RedfishClient client = client(PASSWORD, "ab".repeat(32))) {
            assertThatThrownBy(client::bios)
                    .isInstanceOfSatisfying(
                            RedfishException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SILENT))
                    .hasMessageContaining("fingerprint");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void refusalIsQuotedAndThePasswordIsNot() {
        try (RedfishClient client = client("wrong", fingerprint)) {
            assertThatThrownBy(client::bios)
                    .isInstanceOfSatisfying(
                            RedfishException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                    .hasMessageContaining("401")
                    .hasMessageContaining("The account is locked.")
                    .hasMessageNotContaining("wrong");
        }
        status = 503;
        try (RedfishClient client = client(PASSWORD, fingerprint)) {
            assertThatThrownBy(client::bios).isInstanceOfSatisfying(RedfishException.class, e -> assertThat(e.kind())
                    .isEqualTo(Kind.SILENT));
        }
    }

    @Test
    void controllersAreReadFromTheFileAndWhatIsWrongInItIsNamed() throws IOException {
        // given
        Path password = Files.writeString(temp.resolve("password"), PASSWORD + "\n");
        Path file = Files.writeString(
                temp.resolve("bmc.json"), """
                    {"gpu0": {"url": "https://10.1.0.7/", "user": "gantry", "passwordPath": "%s", "certificate": "AB:%s"},
                     "gpu1": {"url": "http://10.1.0.8", "user": "gantry", "passwordPath": "%s"},
                     "gpu2": {"url": "https://10.1.0.9", "passwordPath": "%s"}}
                    """.formatted(password, "00:".repeat(30) + "FF", password, password));
        BmcDirectory directory = new BmcDirectory(Optional.of(file));
        // when, then
        assertThat(directory.of("gpu0")).hasValueSatisfying(a -> {
            assertThat(a.url()).isEqualTo(URI.create("https://10.1.0.7"));
            assertThat(a.certificate()).hasSize(64).startsWith("ab00").endsWith("ff");
            assertThat(a.toString()).doesNotContain("calvin");
        });
        assertThatThrownBy(() -> directory.of("gpu1")).hasMessageContaining("https://");
        assertThatThrownBy(() -> directory.of("gpu2")).hasMessageContaining("user of gpu2 is missing");
        assertThat(directory.of("gpu9")).isEmpty();
        assertThat(new BmcDirectory(Optional.empty()).of("gpu0")).isEmpty();
    }
}
