package dev.gantry.kit.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** Refuses a body that is there and says {@code null}; a resource whose body may be left out takes an empty one. */
@Provider
public class BodyRequired implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context)
            throws IOException, WebApplicationException {
        PushbackInputStream stream = new PushbackInputStream(context.getInputStream());
        int first = stream.read();
        if (first >= 0) {
            stream.unread(first);
        }
        context.setInputStream(stream);
        Object body = context.proceed();
        if (body == null && first >= 0) {
            throw RequestBody.missing("The body says null; send what the operation asks for.");
        }
        return body;
    }
}
