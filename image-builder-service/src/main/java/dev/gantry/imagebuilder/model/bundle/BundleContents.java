package dev.gantry.imagebuilder.model.bundle;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is inside a bundle zip, checked: nothing grows beyond the limits, a host driver is there. */
public record BundleContents(List<BundleEntry> entries) {

    private static final String RESERVED = "PULP_MANIFEST";
    private static final int REPLACEMENT = 0xFFFD;
    private static final int LONGEST_NAME = 255;

    public BundleContents {
        entries = List.copyOf(entries);
    }

    /**
     * @param zipBytes size of the zip itself: entries that claim more packed bytes than that overlap each other
     * @throws ProblemException {@code bundle-unsafe} or {@code bundle-incomplete}
     */
    public static BundleContents check(List<BundleEntry> entries, long zipBytes, ZipLimits limits) {
        if (entries.size() > limits.entries()) {
            throw unsafe("entries", String.valueOf(entries.size()), "at most " + limits.entries());
        }
        Set<String> seen = new HashSet<>();
        Set<String> published = new HashSet<>();
        long total = 0;
        long packed = 0;
        for (BundleEntry entry : entries) {
            refuseUnclear(entry);
            refuseReserved(entry);
            if (!seen.add(entry.path()) || (isPart(entry) && !published.add(entry.fileName()))) {
                throw unsafe(entry.path(), "two entries of one name", "each file once");
            }
            refuseBomb(entry, limits);
            total += entry.bytes();
            packed += entry.packedBytes();
        }
        if (total > limits.totalBytes()) {
            throw unsafe("entries", total + " bytes unpacked", "at most " + limits.totalBytes());
        }
        if (packed > zipBytes) {
            throw unsafe("entries", packed + " packed bytes in a file of " + zipBytes, "entries that do not overlap");
        }
        BundleContents contents = new BundleContents(entries);
        if (contents.of(PartRole.HOST_DRIVER).isEmpty()) {
            throw ProblemException.invalid(
                    "bundle-incomplete",
                    "Not a driver bundle",
                    new Violation(
                            "Host_Drivers",
                            "no .run, .deb or .rpm" + zipsIn(entries),
                            "at least one host driver",
                            "Give the zip as NVIDIA's licensing portal delivers it"));
        }
        return contents;
    }

    private static String zipsIn(List<BundleEntry> entries) {
        List<String> zips = entries.stream()
                .map(BundleEntry::path)
                .filter(p -> p.toLowerCase(Locale.ROOT).endsWith(".zip"))
                .limit(3)
                .toList();
        return zips.isEmpty() ? "" : "; zips inside are not opened: " + String.join(", ", zips);
    }

    public List<BundleEntry> of(PartRole role) {
        return entries.stream().filter(e -> e.role() == role).toList();
    }

    /** What is published besides the zip itself, in the order of the zip. */
    public List<BundleEntry> parts() {
        return entries.stream().filter(BundleContents::isPart).toList();
    }

    private static boolean isPart(BundleEntry entry) {
        return entry.role() != PartRole.OTHER;
    }

    /** What a screen does not show, or turns round, makes two names look like one; and no file system takes a name without end. */
    private static void refuseUnclear(BundleEntry entry) {
        boolean isHidden = entry.path().codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == REPLACEMENT;
        });
        if (isHidden) {
            throw unsafe(entry.path(), "characters that cannot be seen or read", "a name that can be read");
        }
        for (String name : entry.path().split("/")) {
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_NAME) {
                throw unsafe(entry.path(), "a name of %d bytes".formatted(bytes), "at most " + LONGEST_NAME);
            }
        }
    }

    /** Where a folder of files is served, Pulp's own list of them stands under this name and hides a file of the same name. */
    private static void refuseReserved(BundleEntry entry) {
        if (isPart(entry) && entry.fileName().equalsIgnoreCase(RESERVED)) {
            throw unsafe(entry.path(), "the name of the repository's own list", "another name than " + RESERVED);
        }
    }

    private static void refuseBomb(BundleEntry entry, ZipLimits limits) {
        if (entry.bytes() < 0 || entry.packedBytes() < 0) {
            throw unsafe(entry.path(), "no size in the zip's directory", "a size");
        }
        if (Math.max(entry.bytes(), entry.packedBytes()) > limits.totalBytes()) {
            // one alone, so that no sum of them runs over
            throw unsafe(entry.path(), entry.bytes() + " bytes unpacked", "at most " + limits.totalBytes());
        }
        boolean isLarge = entry.bytes() >= ZipLimits.RATIO_COUNTS_FROM;
        if (isLarge && entry.bytes() / Math.max(1, entry.packedBytes()) > limits.ratio()) {
            throw unsafe(
                    entry.path(),
                    "%d bytes from %d packed".formatted(entry.bytes(), entry.packedBytes()),
                    "at most %d times the packed size".formatted(limits.ratio()));
        }
    }

    private static ProblemException unsafe(String path, String found, String expected) {
        return ProblemException.invalid(
                "bundle-unsafe",
                "Zip not safe to unpack",
                new Violation(path, found, expected, "Fetch the bundle again from NVIDIA's licensing portal"));
    }
}
