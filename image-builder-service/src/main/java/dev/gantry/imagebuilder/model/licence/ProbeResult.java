package dev.gantry.imagebuilder.model.licence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one port of a licence server answered; {@code tls} is the protocol it speaks, null when it was not asked or speaks none. */
public record ProbeResult(
        String host,
        int port,
        boolean isOpen,
        @Nullable String tls,
        @Nullable Instant certificateEnds,
        String words) {}
