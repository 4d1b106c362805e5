package dev.gantry.inventory.flow.capacity;

/** What the figures are added up over, besides the type. */
public enum CapacityBy {
    TYPE,
    MODEL,
    HOST,
    GROUP,
    ZONE
}
