package dev.gantry.inventory.source.flow;

import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.source.model.FetchConsent;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceSpec;
import dev.gantry.inventory.source.store.SignedOffRepository;
import dev.gantry.inventory.source.store.SourceRepository;
import dev.gantry.inventory.webhook.http.WebhookSecrets;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names, changes and removes sources, and has them fetched. */
@ApplicationScoped
public class SourceService {

    private final SourceRepository sources;
    private final SignedOffRepository signedOff;
    private final SourceValidator validator;
    private final WebhookSecrets secrets;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    SourceService(
            SourceRepository sources,
            SignedOffRepository signedOff,
            SourceValidator validator,
            WebhookSecrets secrets,
            JobQueue jobs,
            Actor actor,
            Clock clock) {
        this.sources = sources;
        this.signedOff = signedOff;
        this.validator = validator;
        this.secrets = secrets;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public List<Source> all() {
        return sources.all();
    }

    @Transactional
    public Source read(String name) {
        return sources.read(name).orElseThrow(() -> notFound(name));
    }

    /** A new one is fetched at once; one that is there is changed with its version in {@code ifMatch}, and fetched. */
    @Transactional
    public Source put(String name, SourceRequest request, @Nullable String ifMatch) {
        Optional<Source> known = sources.lock(name);
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        List<Violation> violations = validator.check(name, request);
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("source-invalid", "Source not valid", violations);
        }
        SourceSpec spec = request.spec(push(request, known.map(k -> k.spec().push())));
        Source stored = known.map(k -> k.changed(spec)).orElseGet(() -> Source.made(name, spec));
        sources.store(stored);
        jobs.enqueue(SourceWorker.KIND, name, "");
        return stored;
    }

    private SourceSpec.Push push(SourceRequest request, Optional<SourceSpec.Push> known) {
        if (request.secret() != null) {
            return new SourceSpec.Push(secrets.seal(request.secret()), null);
        }
        return request.secretRef() == null
                ? known.orElse(new SourceSpec.Push(null, null))
                : new SourceSpec.Push(null, request.secretRef());
    }

    /** What was imported stays; plans that a sign-off would have approved wait for a person. */
    @Transactional
    public void remove(String name, @Nullable String ifMatch) {
        Source known = sources.lock(name).orElseThrow(() -> notFound(name));
        if (ifMatch != null) {
            EntityTags.require(ifMatch, known.version());
        }
        sources.remove(name);
        signedOff.removeAll(name);
        jobs.enqueue(SourceWorker.KIND, name, "");
    }

    /** Has it fetched now. */
    @Transactional
    public Source fetch(String name, FetchConsent consent) {
        Source known = sources.lock(name).orElseThrow(() -> notFound(name));
        Source asked = known.with(known.status().asked(consent, actor.name(), clock.instant()));
        sources.store(asked);
        jobs.enqueue(SourceWorker.KIND, name, "");
        return asked;
    }

    /** The secret that a call of the Git server has to prove it knows; empty also for a source that is not there. */
    @Transactional
    public Optional<byte[]> pushSecret(String name) {
        return sources.read(name)
                .map(source -> source.spec().push())
                .filter(SourceSpec.Push::isSet)
                .flatMap(push -> secrets.open(push.sealedSecret(), push.secretRef()));
    }

    /** The Git server says that something was pushed. */
    @Transactional
    public void pushed(String name) {
        if (sources.read(name).isPresent()) {
            jobs.enqueue(SourceWorker.KIND, name, "");
        }
    }

    private static ProblemException notFound(String name) {
        return Problem.of(
                        404,
                        "source-not-found",
                        "Source not known",
                        "Source %s is not known; name it with PUT /v1/sources/%s.".formatted(name, name))
                .with("source", name)
                .asException();
    }
}
