package dev.gantry.contracts.event;

/** A fact about one host. {@code version} rises with every change inventory makes to the host; readers ignore older ones. */
public interface HostEvent extends Event {

    String host();

    long version();

    @Override
    default String subject() {
        return host();
    }
}
