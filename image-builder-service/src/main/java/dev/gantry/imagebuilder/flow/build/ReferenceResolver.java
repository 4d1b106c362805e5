package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.dib.GitCheckouts;
import dev.gantry.imagebuilder.file.LocalFiles;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.PackageFormat;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.store.bundle.BundleRepository;
import dev.gantry.imagebuilder.store.licence.TokenRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what a definition refers to: tokens, bundle parts, files, commits. Each one found is a fact that the build's digest covers. */
@ApplicationScoped
class ReferenceResolver {

    // http://192.0.2.10/pulp/content/nvidia/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"',\\]]+");

    private final BundleRepository bundles;
    private final TokenRepository tokens;
    private final GitCheckouts git;
    private final LocalFiles files;
    private final Clock clock;

    ReferenceResolver(
            BundleRepository bundles, TokenRepository tokens, GitCheckouts git, LocalFiles files, Clock clock) {
        this.bundles = bundles;
        this.tokens = tokens;
        this.git = git;
        this.files = files;
        this.clock = clock;
    }

    /** What was found, and a violation for each thing that was not. */
    record References(
            Map<String, String> env,
            Map<String, String> facts,
            Map<GitElements, String> commits,
            Optional<PublishedPart> driver,
            List<Violation> violations,
            List<String> notHashed) {}

    References resolve(ImageDefinition image) {
        Map<String, String> env = new LinkedHashMap<>();
        Map<String, String> facts = new LinkedHashMap<>();
        Map<GitElements, String> commits = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        References found = new References(env, facts, commits, Optional.empty(), violations, new ArrayList<>());
        image.env().forEach((key, value) -> environment(key, value, found));
        image.tokenName().ifPresent(name -> token(name, found));
        image.gitElements().forEach(g -> commit(g, found));
        Optional<PublishedPart> driver = driver(image, found);
        return new References(env, facts, commits, driver, violations, found.notHashed());
    }

    private void environment(String key, EnvValue value, References found) {
        switch (value) {
            case EnvValue.Text text -> {
                addresses(key, text.text(), found);
                found.env().put(key, text.text());
            }
            case EnvValue.Items items -> {
                items.items().forEach(i -> addresses(key, i, found));
                found.env()
                        .put(
                                key,
                                items.items().stream()
                                        .map(i -> "\"" + i.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                                        .collect(Collectors.joining(", ", "[", "]")));
            }
            case EnvValue.Token token -> {
                // the build gets the path of a file instead, by Recipe
            }
            case EnvValue.File file -> file(key, file.path(), found);
            case EnvValue.Artifact artifact ->
                part(artifact.bundle(), p -> p.name().equals(artifact.part()))
                        .ifPresentOrElse(
                                p -> {
                                    found.env().put(key, String.valueOf(p.url()));
                                    found.facts()
                                            .put(
                                                    "artifact/" + p.name(),
                                                    p.sha256().hex());
                                },
                                () -> found.violations()
                                        .add(unpublished("env." + key, artifact.bundle(), artifact.part())));
        }
    }

    /** What we published under an address is known by its digest; of other addresses it is said that their bytes are not looked at. */
    private void addresses(String key, String text, References found) {
        Matcher addresses = ADDRESS.matcher(text);
        while (addresses.find()) {
            String url = addresses.group();
            Optional<Sha256> known = QuarkusTransaction.joiningExisting().call(() -> bundles.digestBehind(url));
            if (known.isPresent()) {
                found.facts().put("url/" + url, known.get().hex());
            } else {
                found.notHashed()
                        .add("env.%s: the bytes behind %s are not hashed; when they change, build with ?force=true"
                                .formatted(key, url.replaceFirst("//[^/@]*@", "//******@")));
            }
        }
    }

    private void file(String key, String path, References found) {
        try {
            found.facts().put("file/" + path, files.hash(Path.of(path)).hex());
            found.env().put(key, path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("interrupted", "interrupted while %s was read".formatted(path), e);
        } catch (IOException | InvalidPathException e) {
            found.violations()
                    .add(new Violation(
                            "env." + key,
                            "no regular file %s that can be read".formatted(path),
                            "a file of this machine",
                            "Put it there or correct the path"));
        }
    }

    private void token(String name, References found) {
        Optional<LicenceToken> token = QuarkusTransaction.joiningExisting().call(() -> tokens.current(name));
        if (token.isEmpty()) {
            found.violations()
                    .add(new Violation(
                            "token",
                            name,
                            "the name of an uploaded token",
                            "Upload it with PUT /v1/licence-tokens/" + name));
        } else if (token.get().hasExpired(clock.instant())) {
            found.violations()
                    .add(new Violation(
                            "token",
                            "%s, expired %s".formatted(name, token.get().expiresAt()),
                            "a token that is good",
                            "Rotate it with PUT /v1/licence-tokens/" + name));
        } else {
            found.facts().put("token/" + name, token.get().fingerprint());
        }
    }

    private void commit(GitElements elements, References found) {
        try {
            String commit = git.commit(elements);
            found.commits().put(elements, commit);
            found.facts().put("git/%s/%s".formatted(elements.repo(), elements.version()), commit);
        } catch (RemoteException e) {
            found.violations()
                    .add(new Violation(
                            "gitElements",
                            e.reason() + ": " + e.detail(),
                            "a repository that answers and version " + elements.version(),
                            "Correct it, or try again when the repository can be reached"));
        }
    }

    private Optional<PublishedPart> driver(ImageDefinition image, References found) {
        GuestDriver expected = image.driver();
        if (expected == null) {
            return Optional.empty();
        }
        String named = expected.part();
        String suffix = PackageFormat.of(image.elements()).suffix();
        Optional<PublishedPart> part = part(
                expected.bundle(),
                p -> named == null
                        ? p.role() == PartRole.GUEST_DRIVER && p.name().endsWith(suffix) && fits(image, p)
                        : p.name().equals(named));
        part.ifPresentOrElse(
                p -> found.facts().put("driver/" + p.name(), p.sha256().hex()), () -> found.violations()
                        .add(unpublished("driver", expected.bundle(), named == null ? "*" + suffix : named)));
        return part;
    }

    /** A name without an architecture is of the usual one: {@code nvidia-linux-grid-525-525.105.17-1.x86_64.rpm}, {@code …_arm64.deb}. */
    private static boolean fits(ImageDefinition image, PublishedPart part) {
        boolean isArm = part.name().contains("aarch64") || part.name().contains("arm64");
        return isArm
                == (image.architecture().equals("aarch64")
                        || image.architecture().equals("arm64"));
    }

    private Optional<PublishedPart> part(String bundle, java.util.function.Predicate<PublishedPart> expected) {
        Optional<Bundle> found = QuarkusTransaction.joiningExisting().call(() -> bundles.find(bundle));
        return found.stream().flatMap(b -> b.parts().stream()).filter(expected).findFirst();
    }

    private static Violation unpublished(String path, String bundle, String part) {
        return new Violation(
                path,
                "%s of %s".formatted(part, bundle),
                "a published part of a driver bundle",
                "GET /v1/driver-bundles/%s lists its parts; send the bundle when it is not there".formatted(bundle));
    }
}
