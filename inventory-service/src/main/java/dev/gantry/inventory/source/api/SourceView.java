package dev.gantry.inventory.source.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.source.model.Fetch;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceCommit;
import dev.gantry.inventory.source.model.SourceProblem;
import dev.gantry.inventory.source.model.SourceSpec;
import dev.gantry.inventory.source.model.SourceState;
import dev.gantry.inventory.source.model.SourceStatus;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A source and where it stands. {@code inForce} is the commit whose configuration counts; {@code problem} says why {@code newest} does not. */
@Schema(name = "Source")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceView(
        String name,
        long version,
        String url,
        String branch,
        String folder,
        @Nullable String environment,
        @Nullable String home,
        @Nullable String configPath,
        @Nullable String keyPath,
        @Nullable String knownHosts,
        @Nullable String tokenPath,
        @Nullable String caPath,
        long intervalSeconds,
        List<String> approvers,

        @Schema(description = "Whether calls of the Git server are taken")
        boolean takesPushes,

        SourceState state,
        @Nullable CommitView inForce,
        @Nullable Instant inForceSince,
        @Nullable CommitView newest,
        @Nullable ProblemView problem,
        @Nullable Instant fetchedAt,
        @Nullable Instant nextFetchAt,

        @Schema(description = "Fetches that found something new, newest first")
        List<FetchView> fetches) {

    /** A commit of the branch. */
    @Schema(name = "SourceCommit")
    public record CommitView(String id, String author, String subject, Instant at) {

        static @Nullable CommitView of(@Nullable SourceCommit commit) {
            return commit == null ? null : new CommitView(commit.id(), commit.author(), commit.subject(), commit.at());
        }
    }

    /** Why a commit is not in force, and the next step. */
    @Schema(name = "SourceProblem")
    public record ProblemView(String reason, String detail, String fix, List<Violation> violations) {

        static @Nullable ProblemView of(@Nullable SourceProblem problem) {
            return problem == null
                    ? null
                    : new ProblemView(problem.reason(), problem.detail(), problem.fix(), problem.violations());
        }
    }

    /** What one fetch made of a commit: hosts that were enrolled and changed, and whose sign-off approves their plans. */
    @Schema(name = "SourceFetch")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FetchView(
            @Nullable CommitView commit,
            SourceState state,
            Instant at,
            int created,
            int changed,
            @Nullable String approvedBy,
            @Nullable String problem) {

        static FetchView of(Fetch fetch) {
            SourceProblem problem = fetch.problem();
            return new FetchView(
                    CommitView.of(fetch.commit()),
                    fetch.state(),
                    fetch.at(),
                    fetch.effect().created(),
                    fetch.effect().changed(),
                    fetch.effect().approvedBy(),
                    problem == null ? null : problem.detail());
        }
    }

    static SourceView of(Source source) {
        SourceSpec spec = source.spec();
        SourceStatus status = source.status();
        SourceStatus.InForce inForce = status.inForce();
        return new SourceView(
                source.name(),
                source.version(),
                spec.url(),
                spec.branch(),
                spec.folder(),
                spec.options().environment(),
                spec.options().home(),
                spec.options().configPath(),
                spec.access().keyPath(),
                spec.access().knownHosts(),
                spec.access().tokenPath(),
                spec.access().caPath(),
                spec.interval().toSeconds(),
                spec.approvers(),
                spec.push().isSet(),
                status.state(),
                inForce == null ? null : CommitView.of(inForce.commit()),
                inForce == null ? null : inForce.since(),
                CommitView.of(status.newest()),
                ProblemView.of(status.problem()),
                status.fetchedAt(),
                status.nextFetchAt(),
                status.fetches().stream().map(FetchView::of).toList());
    }
}
