package dev.gantry.inventory.store.host;

/** By what a list of hosts is ordered; hosts that are equal in it stand by name. */
public enum HostOrder {
    NAME("name", "text"),
    STATE("state", "text"),
    SINCE("since", "timestamptz"),
    VERSION("version", "bigint");

    private final String column;
    private final String type;

    HostOrder(String column, String type) {
        this.column = column;
        this.type = type;
    }

    String column() {
        return column;
    }

    String type() {
        return type;
    }

    /** The direction. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }
}
