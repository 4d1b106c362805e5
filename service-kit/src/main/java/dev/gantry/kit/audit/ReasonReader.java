package dev.gantry.kit.audit;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers the reason that a body gives, for the audit. */
@Provider
public class ReasonReader implements ReaderInterceptor {

    private static final int LONGEST = 500;

    private final RequestReason given;

    ReasonReader(RequestReason given) {
        this.given = given;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        String reason = body instanceof Record read ? reason(read) : null;
        if (reason != null) {
            given.set(reason);
        }
        return body;
    }

    private static @Nullable String reason(Record body) {
        return Arrays.stream(body.getClass().getRecordComponents())
                .filter(component -> component.getName().equals("reason") && component.getType() == String.class)
                .findFirst()
                .map(component -> read(body, component))
                .map(reason -> reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason)
                .orElse(null);
    }

    private static @Nullable String read(Record body, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return (String) component.getAccessor().invoke(body);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
