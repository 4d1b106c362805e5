package dev.gantry.kit.event;

import java.util.List;

/** Sees every event of the suite once, in the transaction of its effect. */
public interface EventObserver {

    /** {@code json} is the data as it came. */
    record Observed(CloudEventContext received, String json) {}

    /** In the order in which they came; never none. */
    void seen(List<Observed> events);
}
