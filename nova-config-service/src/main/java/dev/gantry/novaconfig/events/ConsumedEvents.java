package dev.gantry.novaconfig.events;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.contracts.host.HostStateChanged;
import dev.gantry.contracts.host.HostUpdated;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.novaconfig.flow.device.HostDeviceUpdates;
import dev.gantry.novaconfig.flow.drain.DrainService;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.drain.HostTransition;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Every event that this service listens to, and what it does about it. */
@ApplicationScoped
public class ConsumedEvents {

    private final HostDeviceUpdates updates;
    private final DrainService drains;

    ConsumedEvents(HostDeviceUpdates updates, DrainService drains) {
        this.updates = updates;
        this.drains = drains;
    }

    /** A host's devices as its provisioning ended: configuration is made from them. */
    @Produces
    EventHandler<HostProvisioned> provisioned() {
        return on(HostProvisioned.class, (e, context) -> {
            var devices = e.devices().stream().map(ContractMapper::device).toList();
            updates.provisioned(
                    new HostDevices(e.host(), e.groups(), devices),
                    e.version(),
                    e.driverVersion(),
                    cause(context, "host " + e.host() + " provisioned by run " + e.runId()));
        });
    }

    /** A host's groups may have changed: the group form follows. */
    @Produces
    EventHandler<HostUpdated> updated() {
        return on(
                HostUpdated.class,
                (e, context) -> updates.regrouped(
                        e.host(),
                        e.version(),
                        e.groups(),
                        cause(context, "host " + e.host() + " changed " + e.changed())));
    }

    /** A host has left: it is taken out of what hosts share. */
    @Produces
    EventHandler<HostRetired> retired() {
        return on(
                HostRetired.class,
                (e, context) -> updates.retired(
                        e.host(), e.version(), cause(context, "host " + e.host() + " retired: " + e.reason())));
    }

    /** NUMA nodes and pages of a host: flavors are held against them. */
    @Produces
    EventHandler<HostInspected> inspected() {
        return on(HostInspected.class, (e, context) -> {
            int nodes = e.facts().cards().stream()
                    .map(InspectedCard::numaNode)
                    .filter(Objects::nonNull)
                    .mapToInt(node -> node + 1)
                    .max()
                    .orElse(0);
            HostFacts.Software software = new HostFacts.Software(
                    e.facts().kernel(), e.facts().libvirt(), e.facts().qemu());
            updates.facts(new HostFacts(e.host(), nodes, e.facts().kernelArguments(), software));
        });
    }

    /** Only here it is said where a host's driver comes from, which kayobe's vgpu.yml tells as well. */
    @Produces
    EventHandler<HostProvisionRequested> provisionRequested() {
        return on(HostProvisionRequested.class, (e, context) -> {
            var driver = e.desiredState().driver();
            if (driver != null) {
                updates.driver(e.host(), driver.url());
            }
        });
    }

    /** A host that is to be drained is drained by Nova; one that is in service again takes guests again. */
    @Produces
    EventHandler<HostStateChanged> stateChanged() {
        return on(
                HostStateChanged.class,
                (e, context) -> drains.follow(
                        new HostTransition(e.host(), e.version(), e.from(), e.to(), e.reason()),
                        ContractMapper.drain(e.drain())));
    }

    private static Cause cause(CloudEventContext context, String what) {
        return new Cause(context.id(), what, context.source());
    }

    private static <E extends Event> EventHandler<E> on(Class<E> type, BiConsumer<E, CloudEventContext> effect) {
        return new Consumed<>(type, effect);
    }

    /** One line of the table. */
    private record Consumed<E extends Event>(Class<E> reads, BiConsumer<E, CloudEventContext> effect)
            implements EventHandler<E> {
        @Override
        public void handle(E event, CloudEventContext received) {
            effect.accept(event, received);
        }
    }
}
