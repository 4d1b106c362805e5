package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.chaos.invariant.WireReader;
import dev.gantry.local.suite.demo.Walkthrough;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.SecretFiles;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in production mode, with API tokens, at a broker that wants TLS and a login and gives each service no more than the chart's rights. */
class ProductionE2E {
    private static final String PASSWORD = "a-password-of-the-test";
    private static final List<String> SERVICES =
            Arrays.stream(Service.values()).map(Service::title).sorted().toList();

    @TempDir
    Path folder;

    @Test
    void theRightsOfTheChartAreEnoughForTheMainJobWithTwoReplicas() throws Exception {
        SelfSignedCertificate authority = SelfSignedCertificate.in(folder);
        try (SecuredBroker broker = SecuredBroker.start(folder.resolve("kafka"), authority, PASSWORD, SERVICES)) {
            broker.prepare(ChartRights.all());
            try (LocalSuite suite = Running.start("production", home -> settings(home, broker, authority));
                    Walkthrough walkthrough = new Walkthrough(suite, Screen.plain(System.out))) {
                // given
                suite.startReplica(Service.INVENTORY);
                suite.startReplica(Service.PROVISIONER);
                Awaitility.await("every service reads")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> broker.groupsAtWork(SERVICES), SERVICES::equals);

                // when
                walkthrough.run();

                // then
                Audit audit = new Audit(suite, new WireReader(broker.client()));
                for (String host : SimulatorProcess.HOSTS) {
                    assertThat(audit.moves(host)).as(host).isEqualTo(MainJobE2E.WAY);
                }
                audit.nothingIsLostOrBuried();
            }
        }
    }

    private static Map<String, String> settings(
            SuiteFolder home, SecuredBroker broker, SelfSignedCertificate authority) {
        Map<String, String> settings = new HashMap<>();
        settings.put("GANTRY_MODE", "production");
        settings.put("GANTRY_TLS_AT_PROXY", "true");
        settings.put("GANTRY_TOKEN_FILE", "");
        settings.put("GANTRY_API_TOKENS_FILE", tokens(home).toString());
        // Hosts fetch drivers from image-builder, and all are on one machine here.
        settings.put("GANTRY_OUTGOING_ALLOW", "127.0.0.0/8");
        settings.put("GANTRY_CA_FILE", authority.pem().toString());
        settings.put("GANTRY_KAFKA", broker.bootstrapServers());
        settings.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        settings.put("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
        settings.put("KAFKA_SASL_JAAS_CONFIG", SecuredBroker.jaas("${quarkus.application.name}", PASSWORD));
        return settings;
    }

    private static Path tokens(SuiteFolder home) {
        try {
            Path file = home.make("secrets").resolve("api-tokens");
            home.writeSecret(file, "admin operator " + Files.readString(SecretFiles.token(home)) + "\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
