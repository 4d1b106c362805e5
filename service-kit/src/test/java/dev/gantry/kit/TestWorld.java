package dev.gantry.kit;

import dev.gantry.contracts.host.HostActivated;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.http.FormPath;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** A tiny service on the kit: one handler that is fine, one that fails, two workers and a resource. */
public class TestWorld {

    @Singleton
    public static class Activations implements EventHandler<HostActivated> {
        public final List<HostActivated> seen = new CopyOnWriteArrayList<>();

        @Override
        public Class<HostActivated> reads() {
            return HostActivated.class;
        }

        @Override
        public void handle(HostActivated event, CloudEventContext received) {
            seen.add(event);
        }
    }

    @Singleton
    public static class Retirements implements EventHandler<HostRetired> {
        public final AtomicInteger tries = new AtomicInteger();
        public volatile boolean mended;

        @Override
        public Class<HostRetired> reads() {
            return HostRetired.class;
        }

        @Override
        public void handle(HostRetired event, CloudEventContext received) {
            tries.incrementAndGet();
            if (!mended) {
                throw new IllegalStateException("cannot retire " + event.host());
            }
        }
    }

    @Singleton
    public static class Counter implements Worker {
        public final List<String> turns = new CopyOnWriteArrayList<>();

        @Override
        public String kind() {
            return "count";
        }

        @Override
        public Outcome work(Job job) {
            turns.add(job.key() + "#" + job.attempt());
            return job.attempt() < 3 ? new Outcome.Retry(Duration.ofMillis(50), "not three yet") : new Outcome.Done();
        }
    }

    @ApplicationScoped
    public static class Speaker {
        private final Outbox outbox;
        private final JobQueue jobs;

        Speaker(Outbox outbox, JobQueue jobs) {
            this.outbox = outbox;
            this.jobs = jobs;
        }

        @Transactional
        public void say(dev.gantry.contracts.event.Event event) {
            outbox.publish(event);
        }

        @Transactional
        public void sayAndFail(dev.gantry.contracts.event.Event event) {
            outbox.publish(event);
            throw new IllegalStateException("rolled back");
        }

        @Transactional
        void keep(String text) {
            jobs.enqueue("kept", text, "payload");
        }

        @Transactional
        public void ask(String kind, String key) {
            jobs.enqueue(kind, key, "payload");
        }
    }

    @Path("/v1/things")
    @Produces("application/json")
    static class Things {
        static final AtomicInteger MADE = new AtomicInteger();

        record Thing(String name, int count) {}

        record Reasoned(String name, String reason) {}

        private final Speaker store;

        Things(Speaker store) {
            this.store = store;
        }

        @GET
        @RolesAllowed("viewer")
        public Thing get() {
            throw Problem.of(
                            404,
                            "thing-not-found",
                            "Thing not known",
                            "Thing x is not known; make it with POST /v1/things")
                    .with("thing", "x")
                    .asException();
        }

        @GET
        @Path("few")
        @Produces("application/json")
        @RolesAllowed("viewer")
        public List<Integer> few(@QueryParam("limit") @DefaultValue("1") @Min(1) int limit) {
            return List.of(limit);
        }

        @GET
        @Path("timed")
        @RolesAllowed("viewer")
        public List<String> timed(@QueryParam("from") @Nullable Instant from, @QueryParam("dryRun") boolean dryRun) {
            return List.of(from + " " + dryRun);
        }

        @GET
        @Path("tagged")
        @RolesAllowed("viewer")
        public Response tagged(@QueryParam("name") String name) {
            return Response.ok(new Thing(name, 1))
                    .type("application/json")
                    .header("ETag", "\"7\"")
                    .build();
        }

        @GET
        @Path("secrets")
        @Produces("application/json")
        @RolesAllowed("admin")
        public List<String> secrets() {
            return List.of("none");
        }

        @POST
        @Path("made")
        @RolesAllowed("operator")
        public Response made() {
            return Response.created(URI.create("/v1/things/x")).build();
        }

        @POST
        @Path("reasoned")
        @RolesAllowed("operator")
        public Reasoned makeForReason(Reasoned thing, @QueryParam("apply") boolean apply) {
            return thing;
        }

        @POST
        @Path("form")
        @Consumes("multipart/form-data")
        @RolesAllowed("operator")
        public int form(MultipartFormDataInput form) {
            form.getValues().forEach((name, parts) -> parts.forEach(part -> FormPath.of(name, part)));
            return form.getValues().size();
        }

        @POST
        @Path("kept")
        @RolesAllowed("operator")
        public Thing keep(Thing thing) {
            store.keep(thing.name());
            return thing;
        }

        @POST
        @Idempotent
        @RolesAllowed("operator")
        public Thing make(Thing thing, @QueryParam("apply") @Nullable Boolean apply) {
            return new Thing(thing.name(), MADE.incrementAndGet());
        }
    }
}
