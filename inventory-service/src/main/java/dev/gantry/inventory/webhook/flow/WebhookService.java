package dev.gantry.inventory.webhook.flow;

import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.event.EventFilter;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.store.event.EventLogRepository;
import dev.gantry.inventory.webhook.http.WebhookSecrets;
import dev.gantry.inventory.webhook.model.Webhook;
import dev.gantry.inventory.webhook.store.WebhookDeliveryRepository;
import dev.gantry.inventory.webhook.store.WebhookRepository;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.kit.client.TargetUrl;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers, changes and removes receivers of events. */
@ApplicationScoped
public class WebhookService {

    private static final int SHORTEST_SECRET = 16;

    private final WebhookRepository webhooks;
    private final EventLogRepository log;
    private final WebhookSecrets secrets;
    private final TargetPolicy targets;
    private final WebhookDeliveryRepository deliveries;

    /** What a person says of a webhook. {@code secret} or {@code secretRef}; both null keeps the one it has. */
    public record Spec(
            String url,
            List<String> types,
            List<String> hosts,
            @Nullable String secret,
            @Nullable String secretRef) {

        @Override
        public String toString() {
            return "webhook to " + url;
        }
    }

    WebhookService(
            WebhookRepository webhooks,
            EventLogRepository log,
            WebhookSecrets secrets,
            TargetPolicy targets,
            WebhookDeliveryRepository deliveries) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.log = log;
        this.secrets = secrets;
        this.targets = targets;
    }

    /** How a PUT ended. */
    public record Stored(Webhook webhook, ChangeHost.Ending ending) {}

    /** A new one gets the events that come from now on. */
    @Transactional
    public Stored put(String name, Spec spec, @Nullable String ifMatch) {
        if (!HostSpecRules.isHostName(name)) {
            throw Problem.of(
                            400,
                            "name-malformed",
                            "Name not usable",
                            "A webhook's name has letters, digits, dots, dashes and underscores, at most 253; choose"
                                    + " another.")
                    .asException();
        }
        Optional<Webhook> known = webhooks.find(name);
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        List<Violation> violations = check(spec, known);
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("webhook-invalid", "Webhook not valid", violations);
        }
        boolean keeps = spec.secret() == null && spec.secretRef() == null;
        String sealed = spec.secret() != null
                ? secrets.seal(spec.secret())
                : keeps ? known.map(Webhook::sealedSecret).orElse(null) : null;
        String ref = keeps ? known.map(Webhook::secretRef).orElse(null) : spec.secretRef();
        Webhook stored = webhooks.store(new Webhook(
                name,
                0,
                spec.url(),
                new EventFilter(spec.hosts(), spec.types()),
                sealed,
                ref,
                log.newest(),
                0,
                null,
                null,
                0,
                0));
        return new Stored(stored, known.isPresent() ? ChangeHost.Ending.CHANGED : ChangeHost.Ending.CREATED);
    }

    @Transactional
    public List<Webhook> list() {
        return webhooks.all();
    }

    @Transactional
    public Webhook find(String name) {
        return webhooks.find(name).orElseThrow(() -> notFound(name));
    }

    @Transactional
    public void delete(String name, @Nullable String ifMatch) {
        Webhook known = find(name);
        if (ifMatch != null) {
            EntityTags.require(ifMatch, known.version());
        }
        webhooks.delete(name);
        deliveries.deleteOf(name);
    }

    private List<Violation> check(Spec spec, Optional<Webhook> known) {
        List<Violation> violations = new ArrayList<>();
        TargetUrl.problem(spec.url(), Set.of("http", "https"), targets)
                .ifPresent(expected ->
                        violations.add(Violation.of("url", withoutUser(spec.url()), expected, "Correct the URL.")));
        violations.addAll(secretViolations(spec, known.isPresent() ? Standing.KNOWN : Standing.NEW));
        return violations;
    }

    private enum Standing {
        NEW,
        KNOWN
    }

    private List<Violation> secretViolations(Spec spec, Standing standing) {
        List<Violation> violations = new ArrayList<>();
        if (spec.secret() != null && spec.secretRef() != null) {
            violations.add(Violation.of("secret", "secret and secretRef", "one of both", "Leave one of them out."));
        }
        if (spec.secret() == null && spec.secretRef() == null && standing == Standing.NEW) {
            violations.add(Violation.of(
                    "secret",
                    "nothing",
                    "a secret or a secretRef",
                    "Deliveries are signed; give a secret of at least 16 characters."));
        }
        if (spec.secret() != null && spec.secret().length() < SHORTEST_SECRET) {
            violations.add(Violation.of(
                    "secret",
                    "a short one",
                    "at least 16 characters",
                    "Take a longer secret, e.g. from openssl rand -hex 32."));
        }
        if (spec.secretRef() != null && secrets.resolve(spec.secretRef()).isEmpty()) {
            violations.add(
                    Violation.of("secretRef", spec.secretRef(), secrets.allowed(), "Provide the secret there first."));
        }
        return violations;
    }

    /** A password in the URL is not said back. */
    private static String withoutUser(String url) {
        return url.replaceFirst("//[^/@]*@", "//******@");
    }

    private static ProblemException notFound(String name) {
        return Problem.of(
                        404,
                        "webhook-not-found",
                        "Webhook not known",
                        "Webhook %s is not known; register it with PUT /v1/webhooks/%s.".formatted(name, name))
                .with("webhook", name)
                .asException();
    }
}
