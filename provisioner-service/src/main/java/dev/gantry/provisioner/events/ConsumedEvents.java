package dev.gantry.provisioner.events;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.provisioner.flow.run.RunIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.function.Consumer;

/** Every event that this service listens to, and what it does about it. */
@ApplicationScoped
public class ConsumedEvents {

    private final RunIntake intake;

    ConsumedEvents(RunIntake intake) {
        this.intake = intake;
    }

    /** Inventory asks what a host is, and what stands between it and its desired state. */
    @Produces
    EventHandler<HostInspectionRequested> inspectionRequested() {
        return on(HostInspectionRequested.class, intake::inspect);
    }

    /** Inventory asks for the desired state: a run begins as soon as the limits let it. */
    @Produces
    EventHandler<HostProvisionRequested> provisionRequested() {
        return on(HostProvisionRequested.class, intake::provision);
    }

    /** A host has left: what is open of it ends, and it is inspected no more. */
    @Produces
    EventHandler<HostRetired> retired() {
        return on(HostRetired.class, intake::retire);
    }

    private static <E extends Event> EventHandler<E> on(Class<E> type, Consumer<E> effect) {
        return new Consumed<>(type, effect);
    }

    /** One line of the table. */
    private record Consumed<E extends Event>(Class<E> reads, Consumer<E> effect) implements EventHandler<E> {
        @Override
        public void handle(E event, CloudEventContext received) {
            effect.accept(event);
        }
    }
}
