package dev.gantry.inventory.events;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.contracts.nova.HostDrainChanged;
import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.inventory.flow.recorder.DrainRecorder;
import dev.gantry.inventory.flow.recorder.InspectionRecorder;
import dev.gantry.inventory.flow.recorder.PlacementRecorder;
import dev.gantry.inventory.flow.recorder.RunRecorder;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** The table of events that inventory consumes, with what each one does. Besides, {@link EventLogWriter} keeps every event of the suite. */
@Dependent
class ConsumedEvents {

    /** One line of the table. */
    private record Line<E extends Event>(Class<E> reads, Consumer<E> effect) implements EventHandler<E> {

        @Override
        public void handle(E event, CloudEventContext received) {
            effect.accept(event);
        }
    }

    @Produces
    @Singleton
    EventHandler<HostInspected> inspected(InspectionRecorder inspections) {
        return new Line<>(HostInspected.class, inspections::inspected);
    }

    @Produces
    @Singleton
    EventHandler<HostInspectionFailed> inspectionFailed(InspectionRecorder inspections) {
        return new Line<>(HostInspectionFailed.class, inspections::failed);
    }

    @Produces
    @Singleton
    EventHandler<HostDriftFound> driftFound(InspectionRecorder inspections) {
        return new Line<>(HostDriftFound.class, inspections::drift);
    }

    @Produces
    @Singleton
    EventHandler<HostStepFinished> stepFinished(RunRecorder runs) {
        return new Line<>(HostStepFinished.class, runs::progressed);
    }

    @Produces
    @Singleton
    EventHandler<HostProvisioned> provisioned(RunRecorder runs) {
        return new Line<>(HostProvisioned.class, runs::provisioned);
    }

    @Produces
    @Singleton
    EventHandler<HostProvisioningFailed> provisioningFailed(RunRecorder runs) {
        return new Line<>(HostProvisioningFailed.class, runs::failed);
    }

    @Produces
    @Singleton
    EventHandler<NovaConfigRendered> rendered(PlacementRecorder placement) {
        return new Line<>(NovaConfigRendered.class, placement::rendered);
    }

    @Produces
    @Singleton
    EventHandler<NovaConfigPublished> published(PlacementRecorder placement) {
        return new Line<>(NovaConfigPublished.class, placement::published);
    }

    @Produces
    @Singleton
    EventHandler<PlacementChecked> placementChecked(PlacementRecorder placement) {
        return new Line<>(PlacementChecked.class, placement::checked);
    }

    @Produces
    @Singleton
    EventHandler<HostDrainChanged> drainChanged(DrainRecorder drains) {
        return new Line<>(HostDrainChanged.class, drains::changed);
    }
}
