package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.EventFilter;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.Webhook;
import dev.gantry.inventory.store.EventLog;
import dev.gantry.inventory.store.Webhooks;
import dev.gantry.inventory.webhook.HookSecrets;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers, changes and removes receivers of events. */
@ApplicationScoped
public class ChangeWebhook {

    private static final int SHORTEST_SECRET = 16;

    private final Webhooks webhooks;
    private final EventLog log;
    private final HookSecrets secrets;

    /** What a person says of a webhook. {@code secret} or {@code secretRef}; both null keeps the one it has. */
    public record Wish(
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

    ChangeWebhook(Webhooks webhooks, EventLog log, HookSecrets secrets) {
        this.webhooks = webhooks;
        this.log = log;
        this.secrets = secrets;
    }

    /** How a PUT ended. */
    public record Stored(Webhook webhook, ChangeHost.Ending ending) {}

    /** A new one gets the events that come from now on. */
    @Transactional
    public Stored put(String name, Wish wish, @Nullable String ifMatch) {
        Optional<Webhook> known = webhooks.find(name);
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        List<Flaw> flaws = check(wish, known);
        if (!flaws.isEmpty()) {
            throw Refusals.invalid("webhook-invalid", "Webhook not valid", flaws);
        }
        boolean keeps = wish.secret() == null && wish.secretRef() == null;
        String sealed = wish.secret() != null
                ? secrets.seal(wish.secret())
                : keeps ? known.map(Webhook::sealedSecret).orElse(null) : null;
        String ref = keeps ? known.map(Webhook::secretRef).orElse(null) : wish.secretRef();
        Webhook stored = webhooks.store(new Webhook(
                name,
                0,
                wish.url(),
                new EventFilter(wish.hosts(), wish.types()),
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
    }

    private List<Flaw> check(Wish wish, Optional<Webhook> known) {
        List<Flaw> flaws = new ArrayList<>();
        if (!isHttp(wish.url())) {
            flaws.add(Flaw.of("url", wish.url(), "an http or https URL without user info", "Correct the URL."));
        }
        flaws.addAll(secretFlaws(wish, known.isPresent() ? Standing.KNOWN : Standing.NEW));
        return flaws;
    }

    private enum Standing {
        NEW,
        KNOWN
    }

    private List<Flaw> secretFlaws(Wish wish, Standing standing) {
        List<Flaw> flaws = new ArrayList<>();
        if (wish.secret() != null && wish.secretRef() != null) {
            flaws.add(Flaw.of("secret", "secret and secretRef", "one of both", "Leave one of them out."));
        }
        if (wish.secret() == null && wish.secretRef() == null && standing == Standing.NEW) {
            flaws.add(Flaw.of(
                    "secret",
                    "nothing",
                    "a secret or a secretRef",
                    "Deliveries are signed; give a secret of at least 16 characters."));
        }
        if (wish.secret() != null && wish.secret().length() < SHORTEST_SECRET) {
            flaws.add(Flaw.of(
                    "secret",
                    "a short one",
                    "at least 16 characters",
                    "Take a longer secret, e.g. from openssl rand -hex 32."));
        }
        if (wish.secretRef() != null && secrets.resolve(wish.secretRef()).isEmpty()) {
            flaws.add(Flaw.of(
                    "secretRef",
                    wish.secretRef(),
                    "env:NAME or file:/path that this service can read",
                    "Provide the secret there first."));
        }
        return flaws;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isWeb && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
