package dev.gantry.local.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The OpenAPI documents of the services as one, with the paths that the proxy of Compose and the ingress of the chart give them:
 * {@code /inventory/v1/hosts}. What is defined alike in all that have it is there once; what only has the same name is told apart by the
 * service's.
 */
final class SuiteDocument {

    private static final String COMPONENTS = "components";
    private static final String REF = "$ref";

    private final Map<String, Map<String, Object>> documents;
    private final Set<String> ambiguous;

    /** @param documents by the name of the service, in the order of the paths */
    SuiteDocument(Map<String, Map<String, Object>> documents) {
        this.documents = documents;
        this.ambiguous = ambiguous();
    }

    Map<String, Object> merged() {
        Map<String, Object> merged = new LinkedHashMap<>();
        merged.put("openapi", "3.1.0");
        merged.put(
                "info",
                Map.of(
                        "title",
                        "Gantry",
                        "version",
                        "1",
                        "description",
                        "All services, as the proxy in front of them serves them",
                        "license",
                        Map.of("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")));
        merged.put("servers", List.of(Map.of("url", "/")));
        Map<String, Object> paths = new LinkedHashMap<>();
        Set<String> tags = new TreeSet<>();
        Map<String, Map<String, Object>> components = new TreeMap<>();
        documents.forEach((service, document) -> {
            map(document, "paths").forEach((path, item) -> paths.put("/" + service + path, operations(service, item)));
            list(document, "tags").forEach(tag -> tags.add(service + ": " + map(tag).get("name")));
            map(document, COMPONENTS).forEach((kind, all) -> map(all).forEach((name, one) -> components
                    .computeIfAbsent(kind, k -> new TreeMap<>())
                    .put(renamed(service, kind, name), rewritten(service, one))));
        });
        merged.put("tags", tags.stream().map(tag -> Map.of("name", tag)).toList());
        merged.put("paths", paths);
        merged.put(COMPONENTS, components);
        return merged;
    }

    private Object operations(String service, Object item) {
        Map<String, Object> operations = new LinkedHashMap<>();
        map(rewritten(service, item)).forEach((method, operation) -> {
            if (!(operation instanceof Map) || !map(operation).containsKey("operationId")) {
                operations.put(method, operation);
                return;
            }
            Map<String, Object> one = new LinkedHashMap<>(map(operation));
            one.put("operationId", camel(service) + pascal(String.valueOf(one.get("operationId"))));
            one.computeIfPresent("tags", (k, tags) -> ((List<?>) tags)
                    .stream().map(tag -> service + ": " + tag).toList());
            operations.put(method, one);
        });
        return operations;
    }

    private Object rewritten(String service, Object part) {
        if (part instanceof List<?> parts) {
            return parts.stream().map(one -> rewritten(service, one)).toList();
        }
        if (!(part instanceof Map)) {
            return part;
        }
        Map<String, Object> written = new LinkedHashMap<>();
        map(part)
                .forEach((key, value) -> written.put(
                        key,
                        key.equals(REF) && value instanceof String ref
                                ? reference(service, ref)
                                : rewritten(service, value)));
        return written;
    }

    /** Sample: {@code #/components/schemas/Host}. */
    private String reference(String service, String ref) {
        String[] parts = ref.split("/");
        return "#/" + COMPONENTS + "/" + parts[2] + "/" + renamed(service, parts[2], parts[3]);
    }

    private String renamed(String service, String kind, String name) {
        return ambiguous.contains(kind + "/" + name) ? pascal(camel(service)) + name : name;
    }

    /** Defined differently in two documents, or made of what is. */
    private Set<String> ambiguous() {
        Map<String, Set<Object>> definitions = new TreeMap<>();
        documents.values().forEach(document -> map(document, COMPONENTS)
                .forEach((kind, all) -> map(all).forEach((name, one) -> definitions
                        .computeIfAbsent(kind + "/" + name, k -> new java.util.HashSet<>())
                        .add(one))));
        Set<String> found = definitions.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> shared = shared();
        for (int before = -1; before != found.size(); ) {
            before = found.size();
            definitions.forEach((name, ones) -> {
                if (shared.contains(name)
                        && references(List.copyOf(ones)).stream()
                                .anyMatch(ref -> found.contains(ref.replace("#/" + COMPONENTS + "/", "")))) {
                    found.add(name);
                }
            });
        }
        return found;
    }

    /** What more than one document has. */
    private Set<String> shared() {
        Map<String, Integer> count = new TreeMap<>();
        documents.values().forEach(document -> map(document, COMPONENTS).forEach((kind, all) -> map(all).keySet()
                .forEach(name -> count.merge(kind + "/" + name, 1, Integer::sum))));
        return count.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    static List<String> references(Object part) {
        List<String> found = new ArrayList<>();
        if (part instanceof List<?> parts) {
            parts.forEach(one -> found.addAll(references(one)));
        } else if (part instanceof Map) {
            map(part).forEach((key, value) -> {
                if (key.equals(REF) && value instanceof String ref) {
                    found.add(ref);
                } else {
                    found.addAll(references(value));
                }
            });
        }
        return found;
    }

    private static String camel(String service) {
        String pascal =
                Arrays.stream(service.split("-")).map(SuiteDocument::pascal).collect(Collectors.joining());
        return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
    }

    private static String pascal(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object part) {
        return (Map<String, Object>) part;
    }

    static Map<String, Object> map(Map<String, Object> part, String name) {
        return map(part.getOrDefault(name, Map.of()));
    }

    private static List<?> list(Map<String, Object> part, String name) {
        return (List<?>) part.getOrDefault(name, List.of());
    }
}
