package dev.gantry.kit.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which methods a path has: what {@code Allow} says where another one was sent. */
@Singleton
class AllowedMethods {

    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\s*\\w[\\w.-]*\\s*(?::\\s*((?:[^{}]|\\{[^{}]*})+?)\\s*)?}");

    private record Operation(Pattern path, String method) {}

    private final BeanManager beans;
    private volatile @Nullable List<Operation> operations;

    AllowedMethods(BeanManager beans) {
        this.beans = beans;
    }

    /** Empty for a path that is none. */
    Set<String> of(String path) {
        Set<String> methods = new TreeSet<>();
        for (Operation operation : operations()) {
            if (operation.path().matcher(path).matches()) {
                methods.add(operation.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private List<Operation> operations() {
        List<Operation> known = operations;
        if (known == null) {
            List<Operation> found = new ArrayList<>();
            beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                    .map(Bean::getBeanClass)
                    .distinct()
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .forEach(type -> addOperations(type, found));
            known = List.copyOf(found);
            operations = known;
        }
        return known;
    }

    private static void addOperations(Class<?> type, List<Operation> found) {
        for (Method method : type.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    found.add(new Operation(pattern(type, method), http.value()));
                }
            }
        }
    }

    // Sample: /v1/revisions/{id}/files/{path:.+}
    private static Pattern pattern(Class<?> type, Method method) {
        Path below = method.getAnnotation(Path.class);
        String template = ("/" + type.getAnnotation(Path.class).value() + "/" + (below == null ? "" : below.value()))
                .replaceAll("/{2,}", "/")
                .replaceAll("/$", "");
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        int from = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(template.substring(from, variable.start())));
            regex.append(variable.group(1) == null ? "[^/]+" : "(?:" + variable.group(1) + ")");
            from = variable.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(template.substring(from)))
                .append("/?")
                .toString());
    }
}
