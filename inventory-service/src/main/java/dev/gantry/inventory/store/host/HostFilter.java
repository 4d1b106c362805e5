package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.HostState;
import java.util.List;

/**
 * Which hosts a list shows; {@code null} takes all. {@code groups}: any of these; {@code products}: with a card of one of these PCI
 * product ids at the last inspection; {@code after}: the last name given out.
 */
public record HostFilter(
        HostState state, List<String> groups, List<String> products, String flag, String after, int limit) {}
