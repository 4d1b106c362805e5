package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.lifecycle.HostState;
import java.util.List;
import java.util.Map;

/**
 * Which hosts are meant; {@code null} or empty takes all. {@code groups}: any of these; {@code products}: with a card of one of these PCI
 * product ids at the last inspection; {@code labels}: all of these, an empty value takes any; {@code names}: these only.
 */
public record HostFilter(
        HostState state,
        List<String> groups,
        List<String> products,
        String flag,
        Map<String, String> labels,
        List<String> names) {}
