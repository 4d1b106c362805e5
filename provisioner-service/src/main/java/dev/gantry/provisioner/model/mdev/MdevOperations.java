package dev.gantry.provisioner.model.mdev;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.MdevUuid;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What has to be done to mediated devices, everything that goes before anything that comes: a time-sliced card carries
 * one type at a time.
 */
public final class MdevOperations {
    private final HostFacts facts;
    private final List<String> stops = new ArrayList<>();
    private final List<String> forgets = new ArrayList<>();
    private final List<String> defines = new ArrayList<>();
    private final List<String> starts = new ArrayList<>();
    private final List<String> destroyed = new ArrayList<>();

    public MdevOperations(HostFacts facts) {
        this.facts = facts;
    }

    /** One device of this type on this function, under the UUID that is there already if there is one. */
    public void want(PciAddress function, MdevType type) {
        UUID uuid = uuid(facts, function, type);
        clearOthers(function, Set.of(uuid));
        keep(function, uuid, type);
    }

    /** These devices on a card that carries them itself. */
    public void wantOnCard(PciAddress card, SortedMap<Integer, MdevType> types) {
        SortedMap<Integer, UUID> uuids = CardDevices.uuids(facts, card, types);
        clearOthers(card, uuids.values());
        uuids.forEach((index, uuid) -> keep(card, uuid, Objects.requireNonNull(types.get(index))));
    }

    /** No other device than these on this function. */
    public void clearOthers(PciAddress function, Collection<UUID> kept) {
        facts.mdevsOn(function).stream().filter(m -> !kept.contains(m.uuid())).forEach(this::stop);
        List<String> names = kept.stream().map(UUID::toString).toList();
        definitionsOn(function).filter(d -> !names.contains(d.uuid())).forEach(this::forget);
    }

    private void keep(PciAddress function, UUID uuid, MdevType type) {
        Optional<LiveMdev> live = facts.mdevsOn(function).stream()
                .filter(m -> m.uuid().equals(uuid))
                .findFirst();
        live.filter(m -> !m.type().equals(type)).ifPresent(this::stop);
        boolean defined = definitionsOn(function)
                .anyMatch(
                        d -> d.uuid().equals(uuid.toString()) && type.toString().equals(d.type()));
        if (!defined) {
            defines.add("define %s %s %s".formatted(function, uuid, type));
        }
        if (live.filter(m -> m.type().equals(type)).isEmpty()) {
            starts.add("start %s %s %s".formatted(uuid, function, type));
        }
    }

    /** No device on this function, neither live nor defined. */
    public void clear(PciAddress function) {
        facts.mdevsOn(function).forEach(this::stop);
        definitionsOn(function).forEach(this::forget);
    }

    /** Live ones go, definitions stay: for what is made again under the same UUID. */
    public void stopAll(PciAddress function) {
        facts.mdevsOn(function).forEach(this::stop);
    }

    /**
     * The UUID of a function's device: of a live one (the right type first), else of a definition, else derived from the
     * address.
     */
    public static UUID uuid(HostFacts facts, PciAddress function, MdevType type) {
        List<LiveMdev> live = facts.mdevsOn(function);
        return live.stream()
                .filter(m -> m.type().equals(type))
                .findFirst()
                .or(() -> live.stream().findFirst())
                .map(LiveMdev::uuid)
                .or(() -> facts.definitions().stream()
                        .filter(d -> d.parent().equals(function.toString()))
                        .flatMap(d -> OutputValues.parsed(UUID::fromString, d.uuid()).stream())
                        .findFirst())
                .orElseGet(() -> MdevUuid.of(function));
    }

    private Stream<MdevDefinition> definitionsOn(PciAddress function) {
        return facts.definitions().stream().filter(d -> d.parent().equals(function.toString()));
    }

    private void stop(LiveMdev mdev) {
        stops.add("stop " + mdev.uuid());
        destroyed.add(mdev.uuid().toString());
    }

    private void forget(MdevDefinition definition) {
        forgets.add("forget " + definition.parent() + " " + definition.uuid());
    }

    public boolean isEmpty() {
        return stops.isEmpty() && forgets.isEmpty() && defines.isEmpty() && starts.isEmpty();
    }

    public List<String> destroyed() {
        return List.copyOf(destroyed);
    }

    public String text() {
        return String.join(
                "\n",
                Stream.of(stops, forgets, defines, starts).flatMap(List::stream).toList());
    }

    public String summary() {
        List<String> parts = new ArrayList<>();
        stops.forEach(s -> parts.add(s));
        forgets.forEach(f -> parts.add("undefine " + f.substring(f.lastIndexOf(' ') + 1)));
        starts.forEach(s -> parts.add(s.replaceFirst("^start (\\S+) (\\S+) (\\S+)$", "start $3 on $2 as $1")));
        if (parts.isEmpty()) {
            defines.forEach(d -> parts.add(d));
        }
        return String.join(", ", parts);
    }
}
