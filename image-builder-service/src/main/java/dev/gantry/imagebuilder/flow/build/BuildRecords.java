package dev.gantry.imagebuilder.flow.build;

import dev.gantry.contracts.image.ImageBuildFailed;
import dev.gantry.contracts.image.ImagePublished;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.page.Page;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The story of builds as it is written: by the worker that holds the job, and by who asks to cancel. */
@ApplicationScoped
public class BuildRecords {

    private static final String SUCCEEDED = "succeeded";
    private static final String CANCELLED = "cancelled";
    private static final String FAILED = "failed";

    private final BuildRepository builds;
    private final JobQueue jobs;
    private final Outbox outbox;
    private final LeaseGuard fence;
    private final Clock clock;
    private final MeterRegistry metrics;

    BuildRecords(
            BuildRepository builds,
            JobQueue jobs,
            Outbox outbox,
            LeaseGuard fence,
            Clock clock,
            MeterRegistry metrics) {
        this.builds = builds;
        this.jobs = jobs;
        this.outbox = outbox;
        this.fence = fence;
        this.clock = clock;
        this.metrics = metrics;
    }

    public Build get(String id) {
        return find(id).orElseThrow(() -> ProblemException.unknown(
                "build-not-found",
                "Build not known",
                "Build %s is not known; GET /v1/builds lists them.".formatted(id)));
    }

    /** Newest first. */
    public Page<Build> page(String image, String before, int limit) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Page.of(builds.list(image, before, limit + 1), limit, builds.count(image), Build::id));
    }

    /** Asks for the end of a build; one that has ended is left as it is. */
    public Build cancel(String id) {
        RetryingTransaction.run(() -> {
            Optional<Build> open =
                    builds.findForUpdate(id).filter(build -> !build.state().isFinal());
            if (open.isPresent()) {
                builds.requestCancel(id);
                jobs.enqueue(BuildWorker.KIND, id, id);
            }
        });
        return get(id);
    }

    Optional<Build> find(String id) {
        return QuarkusTransaction.joiningExisting().call(() -> builds.find(id));
    }

    boolean isCancelRequested(String id) {
        return RetryingTransaction.call(() -> builds.isCancelRequested(id));
    }

    Build save(Job job, Build build) {
        RetryingTransaction.run(() -> {
            fence.check(job);
            builds.save(build);
        });
        return build;
    }

    void update(Job job, UnaryOperator<Build> change) {
        RetryingTransaction.run(() -> {
            fence.check(job);
            builds.findForUpdate(job.key()).map(change).ifPresent(builds::save);
        });
    }

    void succeeded(Job job, Build.BuildResult result) {
        RetryingTransaction.run(() -> {
            fence.check(job);
            Build build = builds.findForUpdate(job.key()).orElseThrow().succeeded(result, clock.instant());
            builds.save(build);
            outbox.publish(new ImagePublished(
                    build.image().name(),
                    build.id(),
                    String.valueOf(result.url()),
                    result.sha256().hex(),
                    result.bytes(),
                    result.driverVersion(),
                    result.tokenFingerprint(),
                    result.glanceId()));
        });
        count(SUCCEEDED);
        Log.infof(
                "image built buildId=%s file=%s sha256=%s",
                job.key(), result.fileName(), result.sha256().brief());
    }

    void cancelled(Job job) {
        update(job, build -> build.cancelled(clock.instant()));
        count(CANCELLED);
        Log.infof("image build cancelled buildId=%s", job.key());
    }

    void failed(Job job, RemoteException why, List<String> lines) {
        RetryingTransaction.run(() -> {
            fence.check(job);
            Build build = builds.findForUpdate(job.key()).orElseThrow();
            String phase = build.progress().phase();
            builds.save(build.failed(
                    new Build.Failure(phase, why.reason(), why.detail(), lines, why.isRetryable()), clock.instant()));
            outbox.publish(new ImageBuildFailed(
                    build.image().name(), build.id(), phase, why.reason(), why.detail(), why.isRetryable()));
        });
        count(FAILED);
        Log.errorf("image build failed buildId=%s reason=%s %s", job.key(), why.reason(), why.detail());
    }

    /** All are there from the start: of a number that appears with its first event, Prometheus does not see that event. */
    void counters(@Observes StartupEvent start) {
        List.of(SUCCEEDED, CANCELLED, FAILED).forEach(this::counter);
    }

    private void count(String how) {
        counter(how).increment();
    }

    private Counter counter(String how) {
        return metrics.counter("gantry.image.builds", "outcome", how);
    }
}
