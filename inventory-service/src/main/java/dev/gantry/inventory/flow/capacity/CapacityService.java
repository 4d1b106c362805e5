package dev.gantry.inventory.flow.capacity;

import dev.gantry.gpu.planner.CardRemainder;
import dev.gantry.gpu.planner.FleetCard;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.flow.planner.FleetCardReader;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.lifecycle.HostState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The one place that says what the fleet has: desired by inventory, made by the last runs, offered and allocated as the newest placement check of each
 * host told. It is here because desired state, devices, groups and labels are here; what Placement says comes by event.
 */
@ApplicationScoped
public class CapacityService {

    private static final int MOST_HOSTS = 10_000;
    /** Nova's zones are not read; a person says them. */
    private static final String ZONE_LABEL = "availability-zone";

    private final HostQueries hosts;
    private final DesiredStateService desiredStates;

    CapacityService(HostQueries hosts, DesiredStateService desiredStates) {
        this.hosts = hosts;
        this.desiredStates = desiredStates;
    }

    /** Of these hosts, retired ones left out. */
    @Transactional
    public Capacity of(HostListQuery.Selection selection, CapacityBy by) {
        DesiredStates states = desiredStates.now();
        CapacitySum sum = new CapacitySum();
        FleetCardReader cards = new FleetCardReader();
        List<Capacity.NotKnown> notKnown = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        for (InspectedHost known : hosts.inspected(selection, MOST_HOSTS)) {
            Host host = known.host();
            if (host.state() == HostState.RETIRED) {
                continue;
            }
            DesiredStateResult reading = states.reading(host.name(), host.spec());
            HostCapacity capacity = HostCapacity.of(known, reading.desired());
            sum.add(capacity, parts(host, states, by), by == CapacityBy.MODEL);
            cards.read(known, reading);
            if (capacity.unknown() != null) {
                notKnown.add(new Capacity.NotKnown(host.name(), capacity.unknown()));
            }
            if (capacity.at() != null) {
                times.add(capacity.at());
            }
        }
        return new Capacity(
                sum.figures(),
                cards.cards().stream().flatMap(c -> stranded(c).stream()).toList(),
                notKnown,
                times.stream().min(Comparator.naturalOrder()).orElse(null));
    }

    private static List<String> parts(Host host, DesiredStates states, CapacityBy by) {
        return switch (by) {
            case TYPE, MODEL -> List.of("");
            case HOST -> List.of(host.name());
            case GROUP -> states.tree().memberships(host.spec().groups());
            case ZONE ->
                List.of(Objects.requireNonNullElse(
                        host.spec().labels().get(ZONE_LABEL), "not known: no label " + ZONE_LABEL));
        };
    }

    private static List<Capacity.Stranded> stranded(FleetCard card) {
        if (card.current().isEmpty()) {
            return List.of();
        }
        CardRemainder left = CardRemainder.of(card.shape(), card.current());
        return left.isStranded() && left.memorySlices() > 0
                ? List.of(new Capacity.Stranded(
                        card.host(),
                        card.address().toString(),
                        left.computeSlices(),
                        left.memorySlices(),
                        left.framebufferMib()))
                : List.of();
    }
}
