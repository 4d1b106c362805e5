package dev.gantry.kit.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.contracts.Topic;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check-config} says of things that are not there: the setting, what was found, the next step. */
class ChecksTest {
    @TempDir
    Path folder;

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            // when
            Finding finding = ProcessChecks.port("0.0.0.0", taken.getLocalPort());
            // then
            assertThat(finding.holds()).isFalse();
            assertThat(finding.line()).contains(":" + taken.getLocalPort()).contains("QUARKUS_HTTP_PORT");
        }
    }

    @Test
    void dataFolderThatCannotBeMadeIsNamed() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("file"), "");
        // when
        Finding finding = ProcessChecks.folder(file.resolve("below"));
        // then
        assertThat(finding.line()).startsWith("missing").contains("GANTRY_DATA_DIR");
        assertThat(ProcessChecks.folder(folder.resolve("new")).holds()).isTrue();
    }

    @Test
    void databaseThatDoesNotAnswerIsNamedWithoutPasswords() {
        // given
        Config config = config(Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/inventory?password=geheim",
                "quarkus.datasource.username", "inventory",
                "quarkus.datasource.password", "geheim"));
        // when
        Finding finding = new DatabaseCheck().check(config).getFirst();
        // then
        assertThat(finding.holds()).isFalse();
        assertThat(finding.line())
                .contains("127.0.0.1:1/inventory as inventory", "GANTRY_DB_URL")
                .doesNotContain("geheim");
    }

    @Test
    void aNameThatNobodyKnowsIsToldAsSuch() {
        // given
        Config config = config(Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://nowhere.invalid/inventory",
                "quarkus.datasource.username", "inventory",
                "quarkus.datasource.password", "geheim"));
        // when, then
        assertThat(new DatabaseCheck().check(config).getFirst().line())
                .contains("its name is not known to the resolver. Set GANTRY_DB_URL")
                .doesNotContain("\n");
    }

    @Test
    void brokerThatDoesNotAnswerIsNamed() {
        // given
        Config config =
                config(Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "quarkus.application.name", "inventory"));
        // when
        Finding finding = new BrokerCheck().check(config).getFirst();
        // then
        assertThat(finding.holds()).isFalse();
        assertThat(finding.line()).contains("127.0.0.1:1", "GANTRY_KAFKA");
    }

    @Test
    void identityProviderIsAskedOnlyWhereItIsUsed() {
        assertThat(new LoginCheck().check(config(Map.of("quarkus.oidc.tenant-enabled", "false"))))
                .isEmpty();
        Finding finding = new LoginCheck()
                .check(config(Map.of(
                        "quarkus.oidc.tenant-enabled", "true",
                        "quarkus.oidc.auth-server-url", "https://127.0.0.1:1/realms/gantry")))
                .getFirst();
        assertThat(finding.line()).startsWith("missing").contains("GANTRY_OIDC_URL", "GANTRY_CA_FILE");
    }

    @Test
    void topicsAreThoseOfTheContractsAndOneIsCompacted() {
        // when
        Map<String, NewTopic> topics = TopicCreation.topics(6, (short) 3).stream()
                .collect(java.util.stream.Collectors.toMap(NewTopic::name, topic -> topic));
        // then
        assertThat(topics).hasSize(2 * Topic.values().length);
        assertThat(topics.get("gantry.inventory.hosts").configs()).containsEntry("cleanup.policy", "compact");
        assertThat(topics.get("gantry.inventory.events").numPartitions()).isEqualTo(6);
        assertThat(topics.get("gantry.inventory.events").configs()).containsEntry("min.insync.replicas", "2");
        assertThat(topics.get("gantry.inventory.events.dlq").numPartitions()).isEqualTo(1);
    }

    @Test
    void fileOfAuthoritiesWithoutACertificateIsRefused() throws IOException {
        // given
        Path empty = Files.writeString(folder.resolve("ca.pem"), "");
        // when, then
        assertThatThrownBy(() -> TrustedAuthorities.write(empty)).hasMessageContaining("holds no certificate");
    }

    @Test
    void schemaOfAnotherVersionIsNamedWithTheNextStep() {
        // given
        ValidateResult result = new ValidateResult(
                "11", "inventory", null, false, 1, List.of(new ValidateOutput("1", "schema", "", null)), List.of());
        // when
        Finding finding = SchemaCheck.finding(result);
        // then
        assertThat(finding.line()).startsWith("missing").contains("1 (schema)", "GANTRY_DB_URL", "backup");
    }
}
