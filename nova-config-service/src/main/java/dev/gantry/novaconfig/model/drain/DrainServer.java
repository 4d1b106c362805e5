package dev.gantry.novaconfig.model.drain;

import org.jspecify.annotations.Nullable;

/** A server on the host that is drained, as Nova tells. {@code task}: what Nova does with it now, null when nothing. */
public record DrainServer(
        String id, String name, String status, @Nullable String task, GuestDevices devices) {}
