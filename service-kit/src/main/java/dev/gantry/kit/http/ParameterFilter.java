package dev.gantry.kit.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no resource asks for: query parameters that it does not have (a misspelt filter would answer everything), and names with
 * control characters or without end.
 */
final class ParameterFilter {

    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 4_096;
    /** Of times that the database and every client can read. */
    private static final int LAST_YEAR = 9_999;

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    Optional<Response> check(ContainerRequestContext request, ResourceInfo resource) {
        return malformed(request.getUriInfo().getPathParameters(), LONGEST_NAME)
                .or(() -> malformed(request.getUriInfo().getQueryParameters(), LONGEST_VALUE))
                .or(() -> unknown(request, resource.getResourceMethod()))
                .or(() -> unclear(request, resource.getResourceMethod()))
                .map(ProblemMapper::answer);
    }

    private static Optional<Problem> malformed(MultivaluedMap<String, String> parameters, int longest) {
        return parameters.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(value -> isMalformed(value, longest)))
                .findFirst()
                .map(e -> Problem.of(
                                400,
                                "parameter-malformed",
                                "Parameter not readable",
                                "%s holds a control character or more than %d characters."
                                        .formatted(e.getKey(), longest))
                        .with("parameter", e.getKey()));
    }

    private static boolean isMalformed(String value, int longest) {
        return value.length() > longest || value.chars().anyMatch(Character::isISOControl);
    }

    private Optional<Problem> unknown(ContainerRequestContext request, @Nullable Method method) {
        if (method == null) {
            return Optional.empty();
        }
        Set<String> names = namesOf(method).keySet();
        return request.getUriInfo().getQueryParameters().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .map(name -> Problem.of(
                                400,
                                "parameter-unknown",
                                "Parameter not known",
                                "%s is not a query parameter here; known are %s".formatted(name, names))
                        .with("parameter", name));
    }

    /** One value would be taken and the others passed over in silence; a filter without a value would answer everything. */
    private Optional<Problem> unclear(ContainerRequestContext request, @Nullable Method method) {
        if (method == null) {
            return Optional.empty();
        }
        Map<String, Class<?>> types = namesOf(method);
        for (Map.Entry<String, List<String>> sent :
                request.getUriInfo().getQueryParameters().entrySet()) {
            Class<?> type = types.getOrDefault(sent.getKey(), String.class);
            if (sent.getValue().size() > 1 && !Collection.class.isAssignableFrom(type)) {
                return Optional.of(Problem.of(
                                400,
                                "parameter-repeated",
                                "Parameter repeated",
                                "%s is there %d times; send it once."
                                        .formatted(
                                                sent.getKey(), sent.getValue().size()))
                        .with("parameter", sent.getKey()));
            }
            boolean isFilter = method.isAnnotationPresent(GET.class);
            String expected = isFilter && sent.getValue().contains("") ? "a value" : expected(type, sent.getValue());
            if (expected != null) {
                return Optional.of(Problem.of(
                                400,
                                "parameter-malformed",
                                "Parameter not readable",
                                "%s is '%s', expected %s."
                                        .formatted(
                                                sent.getKey(), sent.getValue().getFirst(), expected))
                        .with("parameter", sent.getKey()));
            }
        }
        return Optional.empty();
    }

    /** The framework takes each word that is not "true" for false, also where that makes a trial the real thing. Null when it fits. */
    private static @Nullable String expected(Class<?> type, List<String> values) {
        if (type == String.class || Collection.class.isAssignableFrom(type)) {
            return null;
        }
        String value = values.getFirst();
        if (type == boolean.class || type == Boolean.class) {
            return value.equals("true") || value.equals("false") ? null : "true or false";
        }
        if (type == Instant.class) {
            return isStorableTime(value) ? null : "a time such as 2026-01-31T12:00:00Z, of the years 1 to 9999";
        }
        return value.isEmpty() ? "a value" : null;
    }

    private static boolean isStorableTime(String value) {
        try {
            int year = Instant.parse(value).atOffset(ZoneOffset.UTC).getYear();
            return year >= 1 && year <= LAST_YEAR;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Map<String, Class<?>> namesOf(Method method) {
        return known.computeIfAbsent(method, ParameterFilter::parametersOf);
    }

    private static Map<String, Class<?>> parametersOf(Method method) {
        Map<String, Class<?>> names = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            nameOf(parameter, parameter.getName()).ifPresent(name -> names.put(name, parameter.getType()));
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addMembers(parameter.getType(), names);
            }
        }
        addMembers(method.getDeclaringClass(), names);
        if (method.isAnnotationPresent(GET.class) && isJson(method)) {
            names.put("fields", String.class);
        }
        return names;
    }

    private static boolean isJson(Method method) {
        Produces own = method.getAnnotation(Produces.class);
        Produces types = own == null ? method.getDeclaringClass().getAnnotation(Produces.class) : own;
        return types == null || List.of(types.value()).contains(MediaType.APPLICATION_JSON);
    }

    /** Fields of a class, and of a record besides its constructor. */
    private static void addMembers(Class<?> type, Map<String, Class<?>> names) {
        for (Field field : type.getDeclaredFields()) {
            nameOf(field, field.getName()).ifPresent(name -> names.put(name, field.getType()));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            for (Parameter parameter : constructor.getParameters()) {
                nameOf(parameter, parameter.getName()).ifPresent(name -> names.put(name, parameter.getType()));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            nameOf(method, method.getName()).ifPresent(name -> names.put(name, method.getReturnType()));
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class && parent != Record.class) {
            addMembers(parent, names);
        }
    }

    private static Optional<String> nameOf(AnnotatedElement element, String own) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            return Optional.of(query.value());
        }
        RestQuery rest = element.getAnnotation(RestQuery.class);
        return rest == null ? Optional.empty() : Optional.of(rest.value().isEmpty() ? own : rest.value());
    }
}
