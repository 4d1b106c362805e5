package dev.gantry.imagebuilder.model.bundle;

import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A driver bundle as this service knows it. {@code sha256} and {@code bytes} are null and 0 until its bytes are here;
 * {@code reason} says why it failed, or with {@code nextTryAt} why it waits and until when.
 */
public record Bundle(
        DriverBundleName name,
        BundleState state,
        Source source,
        @Nullable Sha256 sha256,
        long bytes,
        List<BundleEntry> entries,
        List<PublishedPart> parts,
        @Nullable String reason,
        @Nullable Instant nextTryAt,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /**
     * Where it came from, the digest the operator gave for it ({@code expected}) and what of it is {@code chosen} to be published: an upload
     * has no URL, an empty choice means all.
     */
    public record Source(@Nullable String url, @Nullable Sha256 expected, List<PartRole> chosen) {

        public Source {
            chosen = List.copyOf(chosen);
        }

        public boolean chooses(PartRole role) {
            return chosen.isEmpty() || chosen.contains(role);
        }
    }

    public Bundle {
        entries = List.copyOf(entries);
        parts = List.copyOf(parts);
    }

    public static Bundle announced(DriverBundleName name, Source source, Instant at) {
        return new Bundle(name, BundleState.ANNOUNCED, source, null, 0, List.of(), List.of(), null, null, at, null);
    }

    /** Other bytes of the same name; what is published stays known until they are. */
    public Bundle announcedAnew(Source from, Instant at) {
        BundleState next = BundleTransition.ANNOUNCE.apply(state);
        return new Bundle(name, next, from, null, 0, List.of(), parts, null, null, at, null);
    }

    /** The same with its bytes here and its contents checked. */
    public Bundle stored(StoredFile file, BundleContents contents) {
        BundleState next = BundleTransition.STORE.apply(state);
        return new Bundle(
                name,
                next,
                source,
                file.sha256(),
                file.bytes(),
                contents.entries(),
                parts,
                null,
                null,
                createdAt,
                null);
    }

    public Bundle published(List<PublishedPart> at) {
        return with(BundleTransition.PUBLISH, at, null);
    }

    public Bundle withdrawn() {
        return with(
                BundleTransition.WITHDRAW,
                parts,
                "the repository was rolled back to a version without it; publish it again with POST"
                        + " /v1/driver-bundles/%s/publish".formatted(fileName()));
    }

    public Bundle restored() {
        return with(BundleTransition.RESTORE, parts, null);
    }

    /** The same on its way to be published once more; what is published already stays known until then. */
    public Bundle again(List<PartRole> chosen) {
        BundleState next = BundleTransition.REPUBLISH.apply(state);
        Source from = new Source(source.url(), source.expected(), chosen);
        return new Bundle(name, next, from, sha256, bytes, entries, parts, null, null, createdAt, null);
    }

    public Bundle failed(String because) {
        return with(BundleTransition.FAIL, parts, because);
    }

    /** The same, waiting for its next try. */
    public Bundle waiting(String because, Instant until) {
        return new Bundle(name, state, source, sha256, bytes, entries, parts, because, until, createdAt, null);
    }

    private Bundle with(BundleTransition transition, List<PublishedPart> at, @Nullable String because) {
        return new Bundle(
                name, transition.apply(state), source, sha256, bytes, entries, at, because, null, createdAt, null);
    }

    public String fileName() {
        return name.toString();
    }

    /** {@code R525}, as events and people write it. */
    public String branch() {
        return "R" + name.host().branch();
    }

    /** Its digest, which every bundle beyond {@link BundleState#ANNOUNCED} has. */
    public Sha256 digest() {
        Sha256 known = sha256;
        if (known == null) {
            throw new IllegalStateException(fileName() + " has no bytes yet");
        }
        return known;
    }

    /** Refuses bytes that are not those the operator named. */
    public static void compare(@Nullable Sha256 expected, StoredFile found, String fileName) {
        if (expected != null && !expected.equals(found.sha256())) {
            throw ProblemException.invalid(
                            "bundle-digest-differs",
                            "Bundle is not the one that was named",
                            new Violation(
                                    "sha256",
                                    "%s in the %d bytes of %s".formatted(found.sha256(), found.bytes(), fileName),
                                    expected.hex(),
                                    "Fetch the bundle again, or correct the digest"))
                    .with("found", found.sha256().hex())
                    .with("expected", expected.hex());
        }
    }
}
