package dev.gantry.contracts.event;

/** A fact that one service tells all others. Its type, topic and source stand in the table of events, {@code EventType}. */
public interface Event {

    /** What the fact is about and what orders it on the wire: a host, an image, a bundle, a token or a rollout, by its name. */
    String subject();
}
