package dev.gantry.kit.event;

import dev.gantry.contracts.event.Event;

/**
 * What a service does about one type of event. Runs in one transaction with the inbox row, so its effect is made once. Stores and
 * enqueues, never works long. An exception other than "database out of reach" buries the record after a few tries.
 */
public interface EventHandler<E extends Event> {

    Class<E> reads();

    void handle(E event, CloudEventContext received);
}
