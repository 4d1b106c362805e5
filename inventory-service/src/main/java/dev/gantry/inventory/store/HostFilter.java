package dev.gantry.inventory.store;

import dev.gantry.inventory.model.HostState;
import java.util.List;

/** Which hosts a list shows; {@code null} or empty takes all. {@code groups}: any of these; {@code after}: the last name given out. */
public record HostFilter(HostState state, List<String> groups, String flag, String after, int limit) {}
