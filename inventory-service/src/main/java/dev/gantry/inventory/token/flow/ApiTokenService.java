package dev.gantry.inventory.token.flow;

import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.token.model.IssuedToken;
import dev.gantry.inventory.token.store.ApiTokenRepository;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.security.Actor;
import dev.gantry.kit.security.ApiToken;
import dev.gantry.kit.security.IssuedTokens;
import dev.gantry.kit.security.TokenDigest;
import dev.gantry.kit.trace.Ids;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes API tokens, shows them without the token itself, revokes them. */
@ApplicationScoped
public class ApiTokenService {
    private static final int BYTES = 32;
    // alice   portal.example   ci@example.org
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final ApiTokenRepository tokens;
    private final Actor actor;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokenService(ApiTokenRepository tokens, Actor actor, Clock clock) {
        this.tokens = tokens;
        this.actor = actor;
        this.clock = clock;
    }

    /** A token that was just made; its text is nowhere else. */
    public record Made(IssuedToken token, String text) {
        @Override
        public String toString() {
            return "token of " + token.owner();
        }
    }

    /** @param lastDay {@code 2027-01-31}; null for a token without an end */
    @Transactional
    public Made make(String owner, String role, @Nullable String lastDay) {
        List<Violation> violations = new ArrayList<>();
        if (!OWNER.matcher(owner).matches()) {
            violations.add(Violation.of(
                    "owner",
                    owner,
                    "1 to 64 letters, digits, dots, dashes, underscores and @",
                    "Choose another name."));
        }
        if (!ApiToken.ROLES.contains(role)) {
            violations.add(Violation.of("role", role, "viewer, operator or admin", "Choose one of them."));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> end = end(lastDay, now, violations);
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("api-token-invalid", "API token not valid", violations);
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String text = IssuedTokens.PREFIX + HexFormat.of().formatHex(secret);
        IssuedToken token = new IssuedToken(Ids.next(), owner, role, actor.name(), now, end.orElse(null));
        tokens.store(token, TokenDigest.of(text));
        Log.infof("API token made owner=%s role=%s by=%s", owner, role, actor.name());
        return new Made(token, text);
    }

    @Transactional
    public List<IssuedToken> list() {
        return tokens.all();
    }

    @Transactional
    public IssuedToken find(UUID id) {
        return tokens.find(id).orElseThrow(() -> unknown(id));
    }

    @Transactional
    public void revoke(UUID id) {
        IssuedToken token = find(id);
        tokens.delete(id);
        Log.infof("API token revoked owner=%s role=%s by=%s", token.owner(), token.role(), actor.name());
    }

    private static Optional<Instant> end(@Nullable String lastDay, Instant now, List<Violation> violations) {
        if (lastDay == null) {
            return Optional.empty();
        }
        try {
            Instant end = LocalDate.parse(lastDay)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            if (!end.isAfter(now)) {
                violations.add(Violation.of("lastDay", lastDay, "today or a later day", "Choose a later day."));
            }
            return Optional.of(end);
        } catch (DateTimeParseException e) {
            violations.add(Violation.of("lastDay", lastDay, "a day as 2027-01-31", "Correct it."));
            return Optional.empty();
        }
    }

    private static ProblemException unknown(UUID id) {
        return Problem.of(
                        404,
                        "api-token-not-found",
                        "API token not known",
                        "There is no API token " + id + "; those of the file are not listed here.")
                .with("apiToken", id.toString())
                .asException();
    }
}
