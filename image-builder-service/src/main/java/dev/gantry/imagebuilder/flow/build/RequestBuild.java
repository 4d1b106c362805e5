package dev.gantry.imagebuilder.flow.build;

import dev.gantry.contracts.image.ImageBuildRequested;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.DibTools;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.image.ImageService;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.trace.Ids;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Asks for a build: answers with the image that is there when nothing went in that is new, and refuses at once what cannot end well. */
@ApplicationScoped
public class RequestBuild {

    private final ImageService images;
    private final BuildPlanner plans;
    private final BuildRepository builds;
    private final DibTools tools;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final BuildQueue queue;

    RequestBuild(
            ImageService images,
            BuildPlanner plans,
            BuildRepository builds,
            DibTools tools,
            DataFolder data,
            ImageBuilderSettings settings,
            BuildQueue queue) {
        this.images = images;
        this.plans = plans;
        this.builds = builds;
        this.tools = tools;
        this.data = data;
        this.settings = settings;
        this.queue = queue;
    }

    /** Whether a build of the same inputs counts. */
    public enum Again {
        ONLY_IF_CHANGED,
        ALWAYS
    }

    /** What became of the request: {@code isNew} is false for a build that was there. */
    public record Requested(Build build, boolean isNew) {}

    public Requested request(String name, Again again) {
        ImageDefinition image = images.find(name).definition();
        String id = Ids.next().toString();
        BuildPlanner.Plan plan = plans.plan(image, id);
        if (!plan.violations().isEmpty()) {
            throw ProblemException.invalid(
                    "build-impossible", "Image cannot be built as it is defined", plan.violations());
        }
        if (again == Again.ONLY_IF_CHANGED) {
            Optional<Build> same = QuarkusTransaction.joiningExisting()
                    .call(() -> builds.findSame(name, plan.inputs().digest()));
            if (same.isPresent() && isUsable(same.get())) {
                return new Requested(same.get(), false);
            }
        }
        refuseWithoutTools(plan);
        refuseWithoutSpace();
        return new Requested(queue.add(id, plan), true);
    }

    private boolean isUsable(Build build) {
        return build.state() != BuildState.SUCCEEDED
                || (build.result() != null
                        && Files.exists(data.build(build.id())
                                .resolve("out")
                                .resolve(build.result().fileName())));
    }

    private void refuseWithoutTools(BuildPlanner.Plan plan) {
        Map<String, String> missing = tools.missing();
        if (tools.find().isPresent() && missing.isEmpty()) {
            return;
        }
        ProblemException problem = tools.find().isEmpty()
                ? ProblemException.unavailable(
                                "disk-image-create-missing",
                                "diskimage-builder is not installed",
                                "%s is not on this machine: apt-get install %s. The definition is good; command and environment are rendered here."
                                        .formatted(settings.builds().command(), DibTools.PACKAGE))
                        .with("package", DibTools.PACKAGE)
                : ProblemException.unavailable(
                                "build-tools-missing",
                                "Programs that a build needs are not installed",
                                "Not on this machine: %s. Install with apt-get install %s."
                                        .formatted(missing.keySet(), String.join(" ", missing.values())))
                        .with("packages", missing.values());
        throw problem.with("inputsDigest", plan.inputs().digest().hex())
                .with("command", plan.recipe().command())
                .with("environment", plan.recipe().environment());
    }

    private void refuseWithoutSpace() {
        long expected = settings.builds().diskLimit().asLongValue();
        try {
            Path folder = Files.createDirectories(data.root().resolve("builds"));
            long free = Files.getFileStore(folder).getUsableSpace();
            long running = QuarkusTransaction.joiningExisting().call(() -> builds.countInState(BuildState.RUNNING));
            if (free < expected * (running + 1)) {
                throw ProblemException.unavailable(
                        "disk-space-short",
                        "Not enough disk space for a build",
                        "%s has %d MiB free; %d running builds and this one may need %d MiB (gantry.image-builder.builds.disk-limit each)."
                                .formatted(folder, free >> 20, running, (expected * (running + 1)) >> 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores an accepted request. */
    @ApplicationScoped
    static class BuildQueue {

        private final BuildRepository builds;
        private final JobQueue jobs;
        private final Outbox outbox;
        private final Clock clock;

        BuildQueue(BuildRepository builds, JobQueue jobs, Outbox outbox, Clock clock) {
            this.builds = builds;
            this.jobs = jobs;
            this.outbox = outbox;
            this.clock = clock;
        }

        Build add(String id, BuildPlanner.Plan plan) {
            Build build = Build.queued(id, plan.image(), plan.inputs().digest(), clock.instant());
            RetryingTransaction.run(() -> {
                builds.save(build);
                jobs.enqueue(BuildWorker.KIND, id, id);
                outbox.publish(new ImageBuildRequested(
                        build.image().name(), id, build.inputsDigest().hex()));
            });
            Log.infof(
                    "image build requested image=%s buildId=%s inputs=%s",
                    build.image().name(), id, build.inputsDigest().brief());
            return build;
        }
    }
}
