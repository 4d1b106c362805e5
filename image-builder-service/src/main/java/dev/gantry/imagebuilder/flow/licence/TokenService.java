package dev.gantry.imagebuilder.flow.licence;

import dev.gantry.imagebuilder.keys.NodeProbe;
import dev.gantry.imagebuilder.keys.SealedBox;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.model.licence.ProbeResult;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.imagebuilder.store.image.ImageRepository;
import dev.gantry.imagebuilder.store.licence.TokenRepository;
import dev.gantry.kit.db.RetryingTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at licence tokens, at the images and guests that carry them, and at the servers they name. */
@ApplicationScoped
public class TokenService {

    private final TokenRepository tokens;
    private final BuildRepository builds;
    private final ImageRepository images;
    private final SealedBox box;
    private final NodeProbe probe;
    private final GuestFinder guests;

    TokenService(
            TokenRepository tokens,
            BuildRepository builds,
            ImageRepository images,
            SealedBox box,
            NodeProbe probe,
            GuestFinder guests) {
        this.tokens = tokens;
        this.builds = builds;
        this.images = images;
        this.box = box;
        this.probe = probe;
        this.guests = guests;
    }

    /** A built image that carries a token; {@code isCurrent} tells whether it is the one in use or a rotated one. */
    public record TokenImage(
            String image,
            String buildId,
            String fingerprint,
            boolean isCurrent,
            @Nullable String glanceId,
            GuestFinder.Guests guests) {}

    @Transactional
    public LicenceToken find(String name) {
        return tokens.current(name)
                .orElseThrow(() -> ProblemException.unknown(
                        "token-not-found",
                        "Licence token not known",
                        "Token %s is not known; upload it with PUT /v1/licence-tokens/%s.".formatted(name, name)));
    }

    @Transactional
    public List<LicenceToken> list() {
        return tokens.allCurrent();
    }

    /** Newest token first; after a rotation those that are not current, and their guests, are to be made again. */
    public List<TokenImage> images(String name) {
        List<TokenBuild> builtWith = RetryingTransaction.call(() -> builtWith(name));
        GuestFinder.Lookup lookup = guests.connect();
        return builtWith.stream()
                .map(c -> new TokenImage(
                        c.build().image().name(),
                        c.build().id(),
                        c.fingerprint(),
                        c.isCurrent(),
                        glanceId(c.build()),
                        lookup.of(glanceId(c.build()))))
                .toList();
    }

    public List<ProbeResult> probe(String name) {
        return probe.probe(find(name).nodes());
    }

    @Transactional
    public void forget(String name) {
        find(name);
        List<String> users = images.definitions().stream()
                .filter(i -> i.tokenName().filter(name::equals).isPresent())
                .map(i -> i.name())
                .toList();
        if (!users.isEmpty()) {
            throw ProblemException.conflict(
                    "token-in-use",
                    "Token in use",
                    "Token %s is named by image definitions %s.".formatted(name, users));
        }
        tokens.delete(name);
    }

    /** The token itself, for a build's own file. */
    @Transactional
    public String open(String name) {
        find(name);
        return new String(box.unseal(tokens.sealed(name).orElseThrow(), name), StandardCharsets.US_ASCII);
    }

    private record TokenBuild(Build build, String fingerprint, boolean isCurrent) {}

    private List<TokenBuild> builtWith(String name) {
        List<TokenBuild> builtWith = new ArrayList<>(builtWith(find(name), true));
        tokens.former(name).forEach(t -> builtWith.addAll(builtWith(t, false)));
        return builtWith;
    }

    private List<TokenBuild> builtWith(LicenceToken token, boolean isCurrent) {
        return builds.withToken(token.fingerprint()).stream()
                .map(b -> new TokenBuild(b, token.fingerprint(), isCurrent))
                .toList();
    }

    private static @Nullable String glanceId(Build build) {
        Build.BuildResult result = build.result();
        return result == null ? null : result.glanceId();
    }
}
