package dev.gantry.inventory.imports.archive;

import dev.gantry.contracts.nova.ManagedBlockMarkers;
import dev.gantry.inventory.model.text.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text files of a folder that an inventory can be made of, by path, and what is wrong or doubtful with the folder as such.
 * Whatever else a repository holds is passed over.
 */
public record FolderFiles(SortedMap<String, String> texts, List<Violation> violations, List<Violation> warnings) {

    private static final int MAX_FILES = 20_000;
    private static final int MAX_FILE_BYTES = 4 * 1024 * 1024;
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    public FolderFiles {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        violations = List.copyOf(violations);
        warnings = List.copyOf(warnings);
    }

    /** Takes files one by one and stops where the limits are. */
    public static final class Collector {

        private final SortedMap<String, String> texts = new TreeMap<>();
        private final List<Violation> violations = new ArrayList<>();
        private final SortedSet<String> published = new TreeSet<>();
        private final FolderLinks links = new FolderLinks();
        private long bytes;

        /** Files that are no text are left out: nothing that is read here is binary. */
        public void add(String path, byte[] content) {
            String clean = clean(path);
            if (isRefused(path) || !isWanted(clean)) {
                return;
            }
            bytes += content.length;
            if (content.length > MAX_FILE_BYTES) {
                refuse(path, content.length + " bytes", "at most " + MAX_FILE_BYTES + " bytes a file");
            } else {
                text(content, clean);
            }
        }

        /** Whether more may be read; false after a limit was passed. */
        public boolean hasRoom() {
            if (texts.size() > MAX_FILES || bytes > MAX_BYTES) {
                refuse(
                        "archive",
                        texts.size() + " files, " + bytes + " bytes",
                        "at most %d files and %d bytes".formatted(MAX_FILES, MAX_BYTES));
                return false;
            }
            return true;
        }

        /** Whether an entry is to be read; one that is wanted and too large is refused without reading it. */
        public boolean takes(String path, long size) {
            if (isRefused(path) || !isWanted(clean(path))) {
                return false;
            }
            if (size > MAX_FILE_BYTES) {
                refuse(path, size + " bytes", "at most " + MAX_FILE_BYTES + " bytes a file");
            }
            return size <= MAX_FILE_BYTES;
        }

        public void symbolicLink(String path, String target) {
            if (!isRefused(path)) {
                links.symbolic(clean(path), target);
            }
        }

        void hardLink(String path, String target) {
            if (!isRefused(path)) {
                links.hard(clean(path), target);
            }
        }

        private boolean isRefused(String path) {
            boolean isOutside = isOutside(clean(path));
            if (isOutside) {
                violations.add(Violation.of(
                        "path",
                        path,
                        "a path inside the folder",
                        "Pack the folder with relative paths and without '..'."));
            }
            return isOutside;
        }

        private static String clean(String path) {
            return path.replaceFirst("^(\\./)+", "");
        }

        void refuse(String field, String found, String expected) {
            violations.add(Violation.of(field, found, expected, "Pack only the kayobe configuration."));
        }

        public FolderFiles collected() {
            hasRoom();
            List<Violation> warnings = new ArrayList<>(links.follow(texts, MAX_FILES));
            warnings.addAll(passedOver());
            return new FolderFiles(texts, violations, warnings);
        }

        /** Inventories, files of variables and kayobe's notes on an environment; nothing hidden, such as {@code .git}. */
        static boolean isWanted(String path) {
            boolean isEnvironment = path.endsWith("/.kayobe-environment");
            boolean isHidden = ("/" + path).contains("/.");
            boolean isRead = ("/" + path).contains("/inventory/") || path.matches(".*\\.(ya?ml|json)");
            return isEnvironment || isRead && !isHidden;
        }

        static boolean isOutside(String path) {
            return path.isEmpty()
                    || path.startsWith("/")
                    || path.indexOf('\\') >= 0
                    || path.indexOf('\0') >= 0
                    || path.toLowerCase(Locale.ROOT).matches("[a-z]:.*")
                    || List.of(path.split("/")).contains("..");
        }

        private void take(String path, String text) {
            ManagedBlockFilter own = ManagedBlockFilter.of(text);
            if (own.areThere()) {
                published.add(path);
            }
            if (!own.isAll()) {
                texts.put(path, own.others());
            }
        }

        private List<Violation> passedOver() {
            return published.isEmpty()
                    ? List.of()
                    : List.of(Violation.of(
                            "published",
                            String.join(", ", published),
                            "files without lines between " + ManagedBlockMarkers.BEGIN + " and "
                                    + ManagedBlockMarkers.END,
                            "These lines tell what hosts have and were passed over; take the marks away to make them"
                                    + " yours."));
        }

        private void text(byte[] content, String path) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString();
                if (text.indexOf('\0') < 0) {
                    take(path, text.startsWith("\uFEFF") ? text.substring(1) : text);
                }
            } catch (CharacterCodingException e) {
                violations.add(
                        Violation.of("encoding", "bytes that are no UTF-8", "UTF-8 text", "Save the file as UTF-8.")
                                .in(path, null));
            }
        }
    }
}
