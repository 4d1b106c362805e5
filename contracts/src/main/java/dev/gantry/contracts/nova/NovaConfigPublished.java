package dev.gantry.contracts.nova;

import dev.gantry.contracts.event.HostEvent;

/** A configuration revision reached its target. {@code target} is {@code served}, {@code git} or {@code control-host}; {@code reference} a URL, commit or job. */
public record NovaConfigPublished(String host, long version, String revisionId, String target, String reference)
        implements HostEvent {}
