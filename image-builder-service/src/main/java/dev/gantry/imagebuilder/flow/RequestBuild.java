package dev.gantry.imagebuilder.flow;

import dev.gantry.contracts.image.ImageBuildRequested;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.DibTools;
import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.BuildState;
import dev.gantry.imagebuilder.model.ImageDefinition;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.store.Builds;
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

    private final DefineImage images;
    private final PlanBuild plans;
    private final Builds builds;
    private final DibTools tools;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Asked asked;

    RequestBuild(
            DefineImage images,
            PlanBuild plans,
            Builds builds,
            DibTools tools,
            DataFolder data,
            ImageBuilderSettings settings,
            Asked asked) {
        this.images = images;
        this.plans = plans;
        this.builds = builds;
        this.tools = tools;
        this.data = data;
        this.settings = settings;
        this.asked = asked;
    }

    /** Whether a build of the same inputs counts. */
    public enum Again {
        ONLY_IF_CHANGED,
        ALWAYS
    }

    /** What became of the wish: {@code isNew} is false for a build that was there. */
    public record Answer(Build build, boolean isNew) {}

    public Answer request(String name, Again again) {
        ImageDefinition image = images.find(name).definition();
        String id = Ids.next().toString();
        PlanBuild.Plan plan = plans.plan(image, id);
        if (!plan.flaws().isEmpty()) {
            throw Refusal.invalid("build-impossible", "Image cannot be built as it is defined", plan.flaws());
        }
        if (again == Again.ONLY_IF_CHANGED) {
            Optional<Build> same = QuarkusTransaction.joiningExisting()
                    .call(() -> builds.findSame(name, plan.inputs().digest()));
            if (same.isPresent() && isUsable(same.get())) {
                return new Answer(same.get(), false);
            }
        }
        refuseWithoutTools(plan);
        refuseWithoutSpace();
        return new Answer(asked.queue(id, plan), true);
    }

    private boolean isUsable(Build build) {
        return build.state() != BuildState.SUCCEEDED
                || (build.result() != null
                        && Files.exists(data.build(build.id())
                                .resolve("out")
                                .resolve(build.result().fileName())));
    }

    private void refuseWithoutTools(PlanBuild.Plan plan) {
        Map<String, String> missing = tools.missing();
        if (tools.find().isPresent() && missing.isEmpty()) {
            return;
        }
        Refusal refusal = tools.find().isEmpty()
                ? Refusal.unavailable(
                                "disk-image-create-missing",
                                "diskimage-builder is not installed",
                                "%s is not on this machine: apt-get install %s. The definition is good; command and environment are rendered here."
                                        .formatted(settings.builds().command(), DibTools.PACKAGE))
                        .with("package", DibTools.PACKAGE)
                : Refusal.unavailable(
                                "build-tools-missing",
                                "Programs that a build needs are not installed",
                                "Not on this machine: %s. Install with apt-get install %s."
                                        .formatted(missing.keySet(), String.join(" ", missing.values())))
                        .with("packages", missing.values());
        throw refusal.with("inputsDigest", plan.inputs().digest().hex())
                .with("command", plan.recipe().command())
                .with("environment", plan.recipe().environment());
    }

    private void refuseWithoutSpace() {
        long wanted = settings.builds().diskLimit().asLongValue();
        try {
            Path folder = Files.createDirectories(data.root().resolve("builds"));
            long free = Files.getFileStore(folder).getUsableSpace();
            long running = QuarkusTransaction.joiningExisting()
                    .call(() -> builds.inState(BuildState.RUNNING).size());
            if (free < wanted * (running + 1)) {
                throw Refusal.unavailable(
                        "disk-space-short",
                        "Not enough disk space for a build",
                        "%s has %d MiB free; %d running builds and this one may need %d MiB (gantry.image-builder.builds.disk-limit each)."
                                .formatted(folder, free >> 20, running, (wanted * (running + 1)) >> 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores an accepted wish. */
    @ApplicationScoped
    static class Asked {

        private final Builds builds;
        private final JobQueue jobs;
        private final Outbox outbox;
        private final Clock clock;

        Asked(Builds builds, JobQueue jobs, Outbox outbox, Clock clock) {
            this.builds = builds;
            this.jobs = jobs;
            this.outbox = outbox;
            this.clock = clock;
        }

        Build queue(String id, PlanBuild.Plan plan) {
            Build build = Build.queued(id, plan.image(), plan.inputs().digest(), clock.instant());
            QuarkusTransaction.requiringNew().run(() -> {
                builds.save(build);
                jobs.enqueue(RunBuild.KIND, id, id);
                outbox.publish(new ImageBuildRequested(
                        build.image().name(), id, build.inputsDigest().hex()));
            });
            Log.infof(
                    "image build asked for image=%s buildId=%s inputs=%s",
                    build.image().name(), id, build.inputsDigest().brief());
            return build;
        }
    }
}
