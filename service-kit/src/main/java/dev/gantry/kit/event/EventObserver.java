package dev.gantry.kit.event;

/** Sees every event of the suite once, in the transaction of its effect. */
public interface EventObserver {

    /** @param json the data as it came */
    void seen(CloudEventContext received, String json);
}
