package dev.gantry.imagebuilder.events;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.imagebuilder.flow.alignment.HostDriverRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** The events that this service consumes, and what each of them does. */
@ApplicationScoped
class ConsumedEvents {

    private final HostDriverRecorder hostDrivers;

    ConsumedEvents(HostDriverRecorder hostDrivers) {
        this.hostDrivers = hostDrivers;
    }

    @Produces
    @Singleton
    EventHandler<HostProvisioned> hostProvisioned() {
        return new Consumed<>(
                HostProvisioned.class, e -> hostDrivers.record(e.host(), e.version(), e.groups(), e.driverVersion()));
    }

    @Produces
    @Singleton
    EventHandler<HostRetired> hostRetired() {
        return new Consumed<>(HostRetired.class, e -> hostDrivers.forget(e.host()));
    }

    private record Consumed<E extends Event>(Class<E> reads, Consumer<E> effect) implements EventHandler<E> {

        @Override
        public void handle(E event, CloudEventContext context) {
            effect.accept(event);
        }
    }
}
