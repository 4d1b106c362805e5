package dev.gantry.git;

import java.io.IOException;
import java.net.URI;

/** Holds each address against what may be called, before it is called: the repository's own, and where a redirect leads. */
@FunctionalInterface
public interface TargetGuard {

    /** For addresses that only administrators set. */
    TargetGuard NONE = target -> {};

    /** @throws IOException when it may not be called, or its name is not known */
    void check(URI target) throws IOException;
}
