package dev.gantry.kit.openapi;

import dev.gantry.kit.idempotency.Idempotent;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.POST;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Tells in a service's OpenAPI page of the header {@code Idempotency-Key}, at every operation that takes it. Runs in the build. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class IdempotencyDocumentFilter implements OASFilter {

    private final Set<String> operations;

    /** An operation's id is the name of its method. */
    public IdempotencyDocumentFilter(IndexView index) {
        this.operations = index.getAnnotations(Idempotent.class).stream()
                .flatMap(annotation -> methods(annotation.target()))
                .map(MethodInfo::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<MethodInfo> methods(AnnotationTarget target) {
        return target.kind() == AnnotationTarget.Kind.CLASS
                ? target.asClass().methods().stream().filter(method -> method.hasAnnotation(POST.class))
                : Stream.of(target.asMethod());
    }

    @Override
    public Operation filterOperation(Operation operation) {
        if (operations.contains(operation.getOperationId())) {
            operation.addParameter(OASFactory.createParameter()
                    .in(Parameter.In.HEADER)
                    .name("Idempotency-Key")
                    .description("A word of your own: the same one gets the first answer again, for 24 hours")
                    .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
        }
        return operation;
    }
}
