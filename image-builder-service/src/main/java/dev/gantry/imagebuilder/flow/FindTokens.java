package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.keys.NodeProbe;
import dev.gantry.imagebuilder.keys.SealedBox;
import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.LicenceToken;
import dev.gantry.imagebuilder.model.ProbeAnswer;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.store.Builds;
import dev.gantry.imagebuilder.store.Images;
import dev.gantry.imagebuilder.store.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks at licence tokens, at the images that carry them, and at the servers they name. */
@ApplicationScoped
public class FindTokens {

    private final Tokens tokens;
    private final Builds builds;
    private final Images images;
    private final SealedBox box;
    private final NodeProbe probe;

    FindTokens(Tokens tokens, Builds builds, Images images, SealedBox box, NodeProbe probe) {
        this.tokens = tokens;
        this.builds = builds;
        this.images = images;
        this.box = box;
        this.probe = probe;
    }

    /** A built image that carries a token; {@code isCurrent} tells whether it is the one in use or a rotated one. */
    public record Carrier(String image, String buildId, String fingerprint, boolean isCurrent) {}

    @Transactional
    public LicenceToken find(String name) {
        return tokens.current(name)
                .orElseThrow(() -> Refusal.unknown(
                        "token-not-found",
                        "Licence token not known",
                        "Token %s is not known; take it in with PUT /v1/licence-tokens/%s.".formatted(name, name)));
    }

    @Transactional
    public List<LicenceToken> list() {
        return tokens.allCurrent();
    }

    /** Newest token first; after a rotation those that are not current are to be built and rolled out again. */
    @Transactional
    public List<Carrier> carriers(String name) {
        LicenceToken current = find(name);
        List<Carrier> carriers = new ArrayList<>(carriers(current, true));
        tokens.former(name).forEach(t -> carriers.addAll(carriers(t, false)));
        return carriers;
    }

    public List<ProbeAnswer> probe(String name) {
        return probe.probe(find(name).nodes());
    }

    @Transactional
    public void forget(String name) {
        find(name);
        List<String> users = images.list("", 10_000).stream()
                .filter(i -> i.definition().tokenName().filter(name::equals).isPresent())
                .map(i -> i.definition().name())
                .toList();
        if (!users.isEmpty()) {
            throw Refusal.conflict(
                    "token-in-use",
                    "Token in use",
                    "Token %s is named by image definitions %s.".formatted(name, users));
        }
        tokens.delete(name);
    }

    /** The token itself, for a build's own file. */
    @Transactional
    String open(String name) {
        find(name);
        return new String(box.unseal(tokens.sealed(name).orElseThrow(), name), StandardCharsets.US_ASCII);
    }

    private List<Carrier> carriers(LicenceToken token, boolean isCurrent) {
        return builds.withToken(token.fingerprint()).stream()
                .map((Build b) -> new Carrier(b.image().name(), b.id(), token.fingerprint(), isCurrent))
                .toList();
    }
}
