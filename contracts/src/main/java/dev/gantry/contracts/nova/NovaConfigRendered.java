package dev.gantry.contracts.nova;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration revision for a host was rendered from its real devices. {@code resourceClasses} are those in effect on that release; {@code files} are paths inside the revision. While there are {@code errors} it is not published. */
public record NovaConfigRendered(
        String host,
        long version,
        String revisionId,
        String release,
        String digest,
        List<String> resourceClasses,
        List<String> files,
        List<String> warnings,
        @Nullable List<String> errors)
        implements HostEvent {

    public NovaConfigRendered {
        resourceClasses = List.copyOf(resourceClasses);
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
        errors = errors == null ? null : List.copyOf(errors);
    }
}
