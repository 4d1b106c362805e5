package dev.gantry.kit.start;

import dev.gantry.contracts.Topic;
import dev.gantry.kit.client.FailureDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.Config;

/** The brokers answer, the topics are there, and the service may read them and write its own. */
final class BrokerCheck implements SettingCheck {
    private static final int SECONDS = 8;

    @Override
    public List<Finding> check(Config config) {
        Map<String, Object> settings = ServiceConfig.kafka(config);
        String where = String.valueOf(settings.get("bootstrap.servers"));
        settings.put("request.timeout.ms", "5000");
        settings.put("default.api.timeout.ms", "7000");
        try (Admin admin = Admin.create(settings)) {
            String cluster = admin.describeCluster().clusterId().get(SECONDS, TimeUnit.SECONDS);
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.good("broker", where + " is cluster " + cluster));
            String service = config.getValue("quarkus.application.name", String.class);
            findings.addAll(topics(admin, service));
            findings.add(group(admin, service));
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.bad("broker", "interrupted"));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return List.of(Finding.bad("broker", where + " does not answer: " + reason(e) + "; " + nextStep(e)));
        }
    }

    private static List<Finding> topics(Admin admin, String service) throws InterruptedException {
        Map<String, Topic> wanted = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            wanted.put(topic.topicName(), topic);
        }
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Topic> topic : wanted.entrySet()) {
            boolean own = topic.getValue().source().equals("/gantry/" + service);
            if (own || topic.getValue() != Topic.HOSTS) {
                findings.add(topic(topic.getKey(), own, Objects.requireNonNull(answers.get(topic.getKey()))));
            }
        }
        return findings;
    }

    private static String nextStep(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SaslAuthenticationException) {
                return "set user and password in KAFKA_SASL_JAAS_CONFIG, and KAFKA_SASL_MECHANISM";
            }
            if (t instanceof SslAuthenticationException) {
                return "set GANTRY_CA_FILE to the authority of its certificate";
            }
        }
        return "set GANTRY_KAFKA, and KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_MECHANISM and KAFKA_SASL_JAAS_CONFIG where"
                + " it wants a login";
    }

    /** The right to read the topics as a group of the service's name: without it no event arrives. */
    private static Finding group(Admin admin, String service) throws InterruptedException {
        String about = "group " + service;
        try {
            Set<AclOperation> allowed = Objects.requireNonNull(admin.describeConsumerGroups(
                                    List.of(service),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups()
                            .get(service))
                    .get(SECONDS, TimeUnit.SECONDS)
                    .authorizedOperations();
            return mayNot(allowed, AclOperation.READ)
                    ? Finding.bad(about, "the user of KAFKA_SASL_JAAS_CONFIG may not READ; give it that ACL")
                    : Finding.good(about, "may read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Finding.good(about, "is new");
            }
            return Finding.bad(
                    about,
                    e.getCause() instanceof GroupAuthorizationException
                            ? "the user of KAFKA_SASL_JAAS_CONFIG may not DESCRIBE and READ it; give it these ACLs"
                            : reason(e));
        } catch (TimeoutException e) {
            return Finding.bad(about, "no answer within " + SECONDS + " s");
        }
    }

    private static boolean mayNot(Set<AclOperation> allowed, AclOperation needed) {
        return allowed != null && !allowed.contains(needed) && !allowed.contains(AclOperation.ALL);
    }

    private static Finding topic(String name, boolean own, KafkaFuture<TopicDescription> answer)
            throws InterruptedException {
        String about = "topic " + name;
        try {
            TopicDescription found = answer.get(SECONDS, TimeUnit.SECONDS);
            AclOperation needed = own ? AclOperation.WRITE : AclOperation.READ;
            if (mayNot(found.authorizedOperations(), needed)) {
                return Finding.bad(
                        about, "the user of KAFKA_SASL_JAAS_CONFIG may not " + needed + "; give it that ACL");
            }
            return Finding.good(about, found.partitions().size() + " partitions");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Finding.bad(about, "is not there; make it with make-topics");
            }
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Finding.bad(about, "the user of KAFKA_SASL_JAAS_CONFIG may not DESCRIBE it; give it that ACL");
            }
            return Finding.bad(about, reason(e));
        } catch (TimeoutException e) {
            return Finding.bad(about, "no answer within " + SECONDS + " s");
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return FailureDescription.of(cause);
    }
}
