package dev.gantry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.File;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each schema says exactly what its record says: names in order, kinds, and what may be null. */
class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void saysWhatTheRecordSays(EventType type) {
        // given
        JsonNode schema = Contract.tree(type.schema());
        // then
        assertThat(schema.path("title").asText()).isEqualTo(type.type());
        sameObject(schema, schema, type.record());
    }

    @Test
    void sharedPartsAreTheSameEverywhere() {
        Map<String, JsonNode> seen = new TreeMap<>();
        for (EventType type : EventType.values()) {
            Contract.tree(type.schema()).path("$defs").properties().forEach(def -> {
                JsonNode before = seen.putIfAbsent(def.getKey(), def.getValue());
                if (before != null) {
                    assertThat(def.getValue())
                            .as("%s in %s", def.getKey(), type)
                            .isEqualTo(before);
                }
            });
        }
        assertThat(seen).containsKeys("Device", "Facts", "Plan", "WantedState");
    }

    @Test
    void everyFileBelongsToAType() {
        for (String folder : List.of("schemas", "examples")) {
            // given
            Set<String> expected = Arrays.stream(EventType.values())
                    .map(t -> folder.equals("schemas") ? t.schema() : t.example())
                    .map(path -> path.substring(path.indexOf('/') + 1))
                    .collect(Collectors.toSet());
            // when
            String[] files = new File("src/main/resources/" + folder).list();
            // then
            assertThat(files).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void sameObject(JsonNode root, JsonNode schema, Class<?> record) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> required = new LinkedHashSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            names.add(component.getName());
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!nullable) {
                required.add(component.getName());
            }
            JsonNode property = schema.path("properties").path(component.getName());
            String where = record.getSimpleName() + "." + component.getName();
            assertThat(acceptsNull(property)).as(where + " nullable").isEqualTo(nullable);
            sameValue(root, property, component.getAnnotatedType(), where);
        }
        assertThat(fieldNames(schema.path("properties")))
                .as(record.getSimpleName())
                .isEqualTo(names);
        assertThat(texts(schema.path("required")))
                .as(record.getSimpleName() + " required")
                .isEqualTo(required);
    }

    private static void sameValue(JsonNode root, JsonNode property, AnnotatedType annotated, String where) {
        Class<?> raw = raw(annotated.getType());
        JsonNode schema = resolve(root, property);
        assertThat(kinds(schema)).as(where).contains(kindOf(raw));
        if (raw.isRecord()) {
            sameObject(root, schema, raw);
        } else if (raw == List.class) {
            sameValue(root, schema.path("items"), argument(annotated, 0), where + "[]");
        } else if (raw == Map.class) {
            sameValue(root, schema.path("additionalProperties"), argument(annotated, 1), where + "{}");
        } else if (raw.isEnum()) {
            Set<String> names = Arrays.stream(raw.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            assertThat(texts(schema.path("enum"))).as(where).isEqualTo(names);
        }
    }

    private static String kindOf(Class<?> raw) {
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        if (raw == int.class || raw == long.class || raw == Integer.class) {
            return "integer";
        }
        if (raw == String.class || raw.isEnum()) {
            return "string";
        }
        return raw == List.class ? "array" : "object";
    }

    private static JsonNode resolve(JsonNode root, JsonNode property) {
        JsonNode pointed = property.has("anyOf") ? property.path("anyOf").path(0) : property;
        return pointed.has("$ref") ? root.at(pointed.path("$ref").asText().substring(1)) : pointed;
    }

    private static boolean acceptsNull(JsonNode property) {
        return kinds(property).contains("null")
                || kinds(property.path("anyOf").path(1)).contains("null");
    }

    private static Set<String> kinds(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? texts(type) : type instanceof MissingNode ? Set.of() : Set.of(type.asText());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(n -> texts.add(n.asText()));
        return texts;
    }

    private static Set<String> fieldNames(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }
}
