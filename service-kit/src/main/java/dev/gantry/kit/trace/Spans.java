package dev.gantry.kit.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Times pieces of work and sends them, by OTLP over HTTP, to where {@code gantry.traces.url} leads. Without that setting nothing is timed
 * and the trace is carried on all the same.
 */
@ApplicationScoped
public class Spans {
    /** Where a collector takes traces. */
    private static final String PATH = "/v1/traces";

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    @Inject
    public Spans(
            @ConfigProperty(name = "gantry.traces.url") Optional<String> url,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        String target = url.filter(text -> !text.isBlank()).orElse(null);
        this.provider = target == null ? null : provider(target, service);
        this.tracer = provider == null ? null : provider.get("dev.gantry");
    }

    private static SdkTracerProvider provider(String url, String service) {
        String endpoint = url.endsWith(PATH) ? url : url.replaceAll("/+$", "") + PATH;
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(Duration.ofSeconds(5))
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.namespace", "gantry")
                        .put("service.name", service)
                        .build()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build();
    }

    /** A piece of work of the trace that this thread is in: what is carried on from here has it as its parent, until it is closed. */
    public Open open(String name, SpanKind kind) {
        String before = Trace.held();
        String parent = before == null ? Trace.current() : before;
        Span span = start(name, kind, parent);
        Trace.enter(span == null ? parent : traceparent(span.getSpanContext()));
        return new Open(span, before);
    }

    /** A piece of work that other threads end; this thread's trace stays what it is. */
    public Open openAside(String name, SpanKind kind, @Nullable String parent) {
        return new Open(parent == null ? null : start(name, kind, parent), null);
    }

    private @Nullable Span start(String name, SpanKind kind, String parent) {
        if (tracer == null) {
            return null;
        }
        String[] part = parent.split("-");
        SpanContext remote = SpanContext.createFromRemoteParent(
                part[1], part[2], TraceFlags.fromHex(part[3], 0), TraceState.getDefault());
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(remote)))
                .startSpan();
    }

    private static String traceparent(SpanContext of) {
        return "00-" + of.getTraceId() + "-" + of.getSpanId() + "-"
                + of.getTraceFlags().asHex();
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    void close() {
        if (provider != null) {
            provider.shutdown().join(2, TimeUnit.SECONDS);
        }
    }

    /** One piece of work that is being timed, or that nobody times. */
    public static final class Open implements AutoCloseable {
        private final @Nullable Span span;
        private final @Nullable String before;

        private Open(@Nullable Span span, @Nullable String before) {
            this.span = span;
            this.before = before;
        }

        /** Says something of the work, never a secret. */
        public Open with(String key, String value) {
            if (span != null) {
                span.setAttribute(key, value);
            }
            return this;
        }

        /** What it is called after all, where that was not known at its beginning. */
        public void named(String name) {
            if (span != null) {
                span.updateName(name);
            }
        }

        public void failed(String reason) {
            if (span != null) {
                span.setStatus(StatusCode.ERROR, reason);
            }
        }

        /** Ends it, on whatever thread. */
        public void end() {
            if (span != null) {
                span.end();
            }
        }

        /** Ends it and gives the thread that opened it back the trace that it was in. */
        @Override
        public void close() {
            end();
            if (before == null) {
                Trace.leave();
            } else {
                Trace.enter(before);
            }
        }
    }
}
