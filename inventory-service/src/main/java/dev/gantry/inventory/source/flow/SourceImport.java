package dev.gantry.inventory.source.flow;

import dev.gantry.inventory.imports.flow.ImportFolder;
import dev.gantry.inventory.imports.flow.ImportOptions;
import dev.gantry.inventory.imports.flow.ImportReport;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.source.model.Fetch;
import dev.gantry.inventory.source.model.FetchConsent;
import dev.gantry.inventory.source.model.SignedOff;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceCommit;
import dev.gantry.inventory.source.model.SourceStatus.InForce;
import dev.gantry.inventory.source.store.SignedOffRepository;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.job.LeaseGuard;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Imports a commit: hosts, groups, what a sign-off approves and the commit in force change in one transaction or not at all. */
@ApplicationScoped
class SourceImport {

    private static final int LONGEST_SECONDS = 900;

    private final ImportFolder folder;
    private final SourceJournal journal;
    private final SignedOffRepository signedOff;
    private final HostRepository hosts;
    private final JobQueue jobs;
    private final LeaseGuard lease;
    private final Clock clock;

    /** What is imported. @param signedBy whose sign-off approves the plans that follow; null when a person has to */
    record Content(
            SourceCommit commit,
            SortedMap<String, String> files,
            String digest,
            @Nullable String signedBy) {}

    SourceImport(
            ImportFolder folder,
            SourceJournal journal,
            SignedOffRepository signedOff,
            HostRepository hosts,
            JobQueue jobs,
            LeaseGuard lease,
            Clock clock) {
        this.folder = folder;
        this.journal = journal;
        this.signedOff = signedOff;
        this.hosts = hosts;
        this.jobs = jobs;
        this.lease = lease;
        this.clock = clock;
    }

    /** 422 {@code import-refused} with every problem of the folder; nothing is stored then. */
    void run(Job job, Source source, Content content) {
        Cause cause = new Cause("source " + source.name(), content.commit().cause());
        QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).run(() -> {
            ImportReport report = folder.runLarge(content.files(), options(source), cause, done -> {});
            lease.check(job);
            List<String> written = report.hosts().stream()
                    .filter(line -> !line.outcome().equals("unchanged"))
                    .map(ImportReport.Line::name)
                    .toList();
            String signedBy = content.signedBy();
            if (signedBy != null && !written.isEmpty()) {
                written.forEach(host -> approve(host, source, signedBy, content.commit()));
                jobs.enqueue(SignedOffWorker.KIND, source.name(), "");
            }
            int created = count(report, "created");
            Fetch.Effect effect =
                    new Fetch.Effect(created, written.size() - created, written.isEmpty() ? null : signedBy);
            journal.store(source, Fetch.taken(inForce(source, content), effect, clock.instant()));
        });
    }

    /** The same bytes are in force already, under another commit. */
    void keep(Job job, Source source, Content content) {
        QuarkusTransaction.requiringNew().run(() -> {
            lease.check(job);
            journal.store(source, Fetch.taken(inForce(source, content), Fetch.Effect.NONE, clock.instant()));
        });
    }

    private InForce inForce(Source source, Content content) {
        return new InForce(content.commit(), clock.instant(), content.digest(), source.version());
    }

    private void approve(String host, Source source, String who, SourceCommit commit) {
        hosts.find(host)
                .ifPresent(known -> signedOff.store(
                        new SignedOff(host, source.name(), known.work().spec(), who, commit.cause(), clock.instant())));
    }

    private static int count(ImportReport report, String outcome) {
        return (int) report.hosts().stream()
                .filter(line -> line.outcome().equals(outcome))
                .count();
    }

    private static ImportOptions options(Source source) {
        FetchConsent consent = source.status().requests().consent();
        var options = source.spec().options();
        return new ImportOptions(
                ImportOptions.controlHost(options.environment(), options.home(), options.configPath()),
                source.name(),
                consent.alsoChange(),
                consent.rebinds() ? ImportOptions.Binding.CHANGED : ImportOptions.Binding.KEPT);
    }
}
