package dev.gantry.inventory.flow.host;

import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.store.host.HostOrder;
import dev.gantry.inventory.store.host.HostSearch;
import dev.gantry.kit.page.Cursor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which hosts to list and how; null or empty takes all. {@code sort}: a field, with {@code -} before it for falling order. */
public record HostListQuery(
        Selection selection, String sort, @Nullable String cursor, int limit) {

    /** Which hosts are meant. A group takes in its children's hosts; {@code names} null takes all. */
    public record Selection(
            @Nullable HostState state,
            @Nullable String group,
            @Nullable List<String> products,
            @Nullable Flag flag,
            Map<String, String> labels,
            @Nullable List<String> names) {}

    private static final String BETWEEN = "\n";

    HostOrder order() {
        return HostOrder.valueOf(sort.replaceFirst("^-", "").toUpperCase(java.util.Locale.ROOT));
    }

    HostOrder.Direction direction() {
        return sort.startsWith("-") ? HostOrder.Direction.DESCENDING : HostOrder.Direction.ASCENDING;
    }

    /** 400 for a cursor that was not given out for this order. */
    HostSearch.@Nullable Position position() {
        if (cursor == null) {
            return null;
        }
        String[] parts = Cursor.decode(cursor).split(BETWEEN, -1);
        if (parts.length != 3 || !parts[0].equals(sort) || !HostSpecRules.isHostName(parts[2]) || !isValue(parts[1])) {
            throw HostProblems.cursorMalformed();
        }
        return new HostSearch.Position(parts[1], parts[2]);
    }

    private boolean isValue(String value) {
        return switch (order()) {
            case NAME -> HostSpecRules.isHostName(value);
            case STATE -> value.matches("[A-Z]{1,20}");
            case SINCE -> value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");
            case VERSION -> value.matches("\\d{1,18}");
        };
    }

    /** What the next page's cursor holds of the last host of this one. */
    String positionOf(Host host) {
        String value =
                switch (order()) {
                    case NAME -> host.name();
                    case STATE -> host.state().name();
                    case SINCE -> host.since().toString();
                    case VERSION -> Long.toString(host.version());
                };
        return String.join(BETWEEN, sort, value, host.name());
    }
}
