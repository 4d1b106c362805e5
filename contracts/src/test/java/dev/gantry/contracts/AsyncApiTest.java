package dev.gantry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** asyncapi.yaml names exactly the types, topics and schemas there are. */
@SuppressWarnings("unchecked")
class AsyncApiTest {

    private static Map<String, Object> api;

    @BeforeAll
    static void parse() {
        api = (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(Contract.text("asyncapi.yaml"));
    }

    @Test
    void isVersion3() {
        assertThat(api).containsEntry("asyncapi", "3.0.0").containsKeys("info", "channels", "operations");
    }

    @Test
    void hasOneMessagePerTypeWithItsSchema() {
        // when
        Map<String, String> schemas = at("components", "messages").values().stream()
                .map(message -> (Map<String, Object>) message)
                .collect(Collectors.toMap(m -> (String) m.get("name"), m ->
                        (String) child(child(m, "payload"), "schema").get("$ref")));
        // then
        assertThat(schemas)
                .isEqualTo(Arrays.stream(EventType.values())
                        .collect(Collectors.toMap(EventType::type, EventType::schema)));
    }

    @Test
    void hasOneChannelPerTopicWithTheMessagesOfItsOwner() {
        Set<String> topics = new HashSet<>();
        for (Object value : at("channels").values()) {
            // given
            Map<String, Object> channel = (Map<String, Object>) value;
            String topic = (String) channel.get("address");
            topics.add(topic);
            // when
            Set<String> types = child(channel, "messages").keySet().stream()
                    .map(name -> "dev.gantry." + name)
                    .collect(Collectors.toSet());
            // then
            assertThat(types)
                    .as(topic)
                    .isEqualTo(Arrays.stream(EventType.values())
                            .filter(t -> t.topic().topicName().equals(topic))
                            .map(EventType::type)
                            .collect(Collectors.toSet()));
        }
        assertThat(topics)
                .isEqualTo(Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet()));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(api))
                .isNotEmpty()
                .filteredOn(reference -> reference.startsWith("#/"))
                .allSatisfy(reference -> assertThat(at(reference.substring(2).split("/")))
                        .as(reference)
                        .isNotNull());
    }

    private static List<String> references(Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(e -> e.getKey().equals("$ref")
                            ? List.of((String) e.getValue()).stream()
                            : references(e.getValue()).stream())
                    .toList();
        }
        return node instanceof List<?> list
                ? list.stream().flatMap(i -> references(i).stream()).toList()
                : List.of();
    }

    private static Map<String, Object> at(String... path) {
        Map<String, Object> node = api;
        for (String name : path) {
            node = child(node, name);
        }
        return node;
    }

    private static Map<String, Object> child(Map<String, Object> node, String name) {
        return (Map<String, Object>) node.get(name);
    }
}
