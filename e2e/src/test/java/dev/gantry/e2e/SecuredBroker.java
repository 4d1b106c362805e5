package dev.gantry.e2e;

import dev.gantry.contracts.Topic;
import dev.gantry.local.embedded.FreePort;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker as a site has it: TLS, a login by SCRAM, and nothing allowed that no ACL allows. */
final class SecuredBroker implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final int SECONDS = 120;

    private final KafkaRaftServer server;
    private final int port;
    private final SelfSignedCertificate authority;
    private final String password;

    private SecuredBroker(KafkaRaftServer server, int port, SelfSignedCertificate authority, String password) {
        this.server = server;
        this.port = port;
        this.authority = authority;
        this.password = password;
    }

    /** @param users may log in, all by the same password */
    static SecuredBroker start(Path folder, SelfSignedCertificate authority, String password, List<String> users)
            throws Exception {
        Path log = Files.createDirectories(folder.resolve("log"));
        List<Integer> ports = FreePort.any(2);
        List<String> logins = new ArrayList<>(List.of(login(ADMIN, password)));
        users.forEach(user -> logins.add(login(user, password)));
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(logins)
                .run();
        Map<String, Object> settings = settings(log, ports.get(0), ports.get(1));
        settings.putAll(security(authority, password));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, ports.get(0), authority, password);
    }

    private static String login(String user, String password) {
        return "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password);
    }

    private static Map<String, Object> settings(Path log, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL");
        settings.put("listeners", "SASL_SSL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.put("advertised.listeners", "SASL_SSL://127.0.0.1:" + port);
        settings.put("inter.broker.listener.name", "SASL_SSL");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "2097153");
        return settings;
    }

    private static Map<String, Object> security(SelfSignedCertificate authority, String password) {
        Map<String, Object> settings = new HashMap<>(tls(authority));
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", jaas(ADMIN, password));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller's listener is this process's own.
        settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
        return settings;
    }

    private static Map<String, String> tls(SelfSignedCertificate authority) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                authority.keys().toString(),
                "ssl.keystore.password",
                SelfSignedCertificate.PASSWORD,
                "ssl.key.password",
                SelfSignedCertificate.PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.pem().toString());
    }

    static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** How the administrator's clients reach it. */
    Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                jaas(ADMIN, password),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.pem().toString());
    }

    /** Makes the topics of the suite, and gives the rights. */
    void prepare(List<AclBinding> rights) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), 3, (short) 1));
            topics.add(new NewTopic(topic.deadLetterName(), 1, (short) 1));
        }
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(topics).all().get(SECONDS, TimeUnit.SECONDS);
            admin.createAcls(rights).all().get(SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Names of the groups that have a member now. */
    List<String> groupsAtWork(List<String> groups) throws Exception {
        try (Admin admin = Admin.create(client())) {
            return admin.describeConsumerGroups(groups).all().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .filter(group -> !group.members().isEmpty())
                    .map(group -> group.groupId())
                    .sorted()
                    .toList();
        } catch (ExecutionException notYetThere) {
            return List.of();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
