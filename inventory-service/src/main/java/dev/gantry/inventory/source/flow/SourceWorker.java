package dev.gantry.inventory.source.flow;

import dev.gantry.inventory.imports.archive.FolderFiles;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.source.git.SourceAwayException;
import dev.gantry.inventory.source.git.SourceClient;
import dev.gantry.inventory.source.git.SourceMirror;
import dev.gantry.inventory.source.model.Fetch;
import dev.gantry.inventory.source.model.FetchConsent;
import dev.gantry.inventory.source.model.SignOff;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceCommit;
import dev.gantry.inventory.source.model.SourceProblem;
import dev.gantry.inventory.source.model.SourceState;
import dev.gantry.inventory.source.model.SourceStatus.InForce;
import dev.gantry.inventory.source.store.SourceRepository;
import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Fetches sources again and again. All that it goes by is the repository, the commit in force and the hosts: whoever takes over finds out by looking. */
@ApplicationScoped
class SourceWorker implements Worker {

    static final String KIND = "source";

    private static final Duration DEADLINE = Duration.ofMinutes(30);
    /** A longer line of commits is not looked through for sign-offs. */
    private static final int MOST_COMMITS = 100;

    private final SourceRepository sources;
    private final SourceClient client;
    private final SourceImport importer;
    private final SourceJournal journal;
    private final LeaseGuard lease;
    private final Clock clock;

    SourceWorker(
            SourceRepository sources,
            SourceClient client,
            SourceImport importer,
            SourceJournal journal,
            LeaseGuard lease,
            Clock clock) {
        this.sources = sources;
        this.client = client;
        this.importer = importer;
        this.journal = journal;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Duration deadline() {
        return DEADLINE;
    }

    @Override
    public Outcome work(Job job) {
        Optional<Source> found = read(job);
        if (found.isEmpty()) {
            client.forget(job.key());
            return new Outcome.Done();
        }
        fetch(job, found.get());
        return read(job)
                .<Outcome>map(now -> new Outcome.Retry(wait(now), "the next fetch"))
                .orElseGet(Outcome.Done::new);
    }

    private Optional<Source> read(Job job) {
        return QuarkusTransaction.requiringNew().call(() -> sources.read(job.key()));
    }

    private Duration wait(Source source) {
        Instant next = source.status().nextFetchAt();
        Duration left = next == null ? source.spec().interval() : Duration.between(clock.instant(), next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void fetch(Job job, Source source) {
        try (SourceMirror mirror = client.fetch(source.name(), source.spec())) {
            judge(job, source, mirror);
        } catch (SourceAwayException e) {
            tell(job, source, Fetch.away(e.state(), e.problem(), clock.instant()));
        } catch (RuntimeException e) {
            Log.errorf(e, "fetch broke down source=%s", source.name());
            SourceProblem problem = SourceProblem.because(
                    "unexpected",
                    "the fetch broke down: " + FailureDescription.of(e),
                    "It is tried again by itself; inventory's log tells more.");
            tell(job, source, Fetch.away(SourceState.UNREACHABLE, problem, clock.instant()));
        }
    }

    private void judge(Job job, Source source, SourceMirror mirror) {
        SourceCommit newest = mirror.newest();
        FetchConsent consent = source.status().requests().consent();
        InForce before = source.status().inForce();
        if (before != null && source.hasInForce(newest)) {
            tell(job, source, Fetch.taken(before, Fetch.Effect.NONE, clock.instant()));
            return;
        }
        if (before != null
                && !newest.id().equals(consent.commit())
                && !mirror.contains(before.commit().id())) {
            SourceProblem problem = diverged(source, before, newest);
            tell(job, source, Fetch.refused(SourceState.DIVERGED, newest, problem, clock.instant()));
            return;
        }
        Optional<FolderFiles> files = mirror.files(newest.id());
        if (files.isEmpty()) {
            tell(
                    job,
                    source,
                    Fetch.refused(SourceState.REFUSED, newest, folderMissing(source, newest), clock.instant()));
        } else if (!files.get().violations().isEmpty()) {
            refuse(job, source, newest, "import-refused", files.get().violations());
        } else {
            take(job, source, mirror, newest, files.get());
        }
    }

    private void take(Job job, Source source, SourceMirror mirror, SourceCommit newest, FolderFiles files) {
        String digest = SourceMirror.digest(files);
        if (source.hasInForce(digest)) {
            importer.keep(job, source, new SourceImport.Content(newest, files.texts(), digest, null));
            return;
        }
        String signedBy = signedBy(source, mirror).orElse(null);
        try {
            importer.run(job, source, new SourceImport.Content(newest, files.texts(), digest, signedBy));
        } catch (ProblemException e) {
            refuse(job, source, newest, e.problem().kind(), violations(e));
        }
    }

    private static List<Violation> violations(ProblemException e) {
        return e.problem().members().get("problems") instanceof List<?> list
                ? list.stream()
                        .filter(Violation.class::isInstance)
                        .map(Violation.class::cast)
                        .toList()
                : List.of(Violation.of("folder", String.valueOf(e.getMessage()), "one that can be imported", ""));
    }

    private void refuse(Job job, Source source, SourceCommit commit, String reason, List<Violation> violations) {
        String detail = "commit %s has %d problems; the commit in force stays. First: %s"
                .formatted(commit.shortId(), violations.size(), violations.getFirst());
        SourceProblem problem = new SourceProblem(
                reason,
                detail,
                "Push a commit that mends it; what needs a person's word is taken by gantry source fetch "
                        + source.name() + " --also-change HOST, or --rebind.",
                violations);
        tell(job, source, Fetch.refused(SourceState.REFUSED, commit, problem, clock.instant()));
    }

    private static SourceProblem diverged(Source source, InForce before, SourceCommit newest) {
        return SourceProblem.because(
                "history-diverged",
                "the history of branch %s holds commit %s no more, which is in force: it was replaced, and ends with %s now"
                        .formatted(source.spec().branch(), before.commit().shortId(), newest.shortId()),
                "Push the old history again, or agree to the new one: gantry source fetch %s --commit %s."
                        .formatted(source.name(), newest.id()));
    }

    private static SourceProblem folderMissing(Source source, SourceCommit newest) {
        return SourceProblem.because(
                "folder-missing",
                "commit %s has no folder %s"
                        .formatted(newest.shortId(), source.spec().folder()),
                "Name the folder that holds the kayobe configuration in the source, empty for the repository's root.");
    }

    /** Only where every commit since the one in force that says something else is signed off by one of those who may. */
    private static Optional<String> signedBy(Source source, SourceMirror mirror) {
        InForce before = source.status().inForce();
        List<String> approvers = source.spec().approvers();
        if (approvers.isEmpty() || before == null || before.version() != source.version()) {
            return Optional.empty();
        }
        Optional<List<SourceMirror.Described>> line =
                mirror.since(before.commit().id(), MOST_COMMITS);
        String digest = before.digest();
        Optional<String> signedBy = Optional.empty();
        for (SourceMirror.Described each : line.orElse(List.of())) {
            String own =
                    mirror.files(each.commit().id()).map(SourceMirror::digest).orElse("");
            if (!own.equals(digest)) {
                signedBy = SignOff.of(each.message(), approvers);
                if (signedBy.isEmpty()) {
                    return Optional.empty();
                }
            }
            digest = own;
        }
        return signedBy;
    }

    private void tell(Job job, Source source, Fetch fetch) {
        QuarkusTransaction.requiringNew().run(() -> {
            lease.check(job);
            journal.store(source, fetch);
        });
    }
}
