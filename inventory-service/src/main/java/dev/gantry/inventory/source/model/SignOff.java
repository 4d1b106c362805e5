package dev.gantry.inventory.source.model;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who signed a commit off, by the trailers of its message. Pure. */
public final class SignOff {

    // Signed-off-by: Ada Lovelace <ada@example.org>
    private static final Pattern TRAILER =
            Pattern.compile("(?im)^Signed-off-by:[ \\t]*([^<>\\r\\n]*<([^<>\\s]+)>)[ \\t]*$");

    private SignOff() {}

    /** The first of the approvers who signed it off, as {@code Name <mail>}. */
    public static Optional<String> of(String message, Collection<String> approvers) {
        List<String> mails =
                approvers.stream().map(a -> a.toLowerCase(Locale.ROOT)).toList();
        Matcher trailer = TRAILER.matcher(message);
        while (trailer.find()) {
            if (mails.contains(trailer.group(2).toLowerCase(Locale.ROOT))) {
                return Optional.of(trailer.group(1).strip());
            }
        }
        return Optional.empty();
    }
}
