package dev.gantry.provisioner.model.mdev;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.MdevUuid;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.LiveMdev;
import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The UUIDs of a card's devices by index. Devices that are there keep theirs, whoever made them. */
public final class CardDevices {
    private CardDevices() {}

    /** Of a card with virtual functions one each; of a card that carries its vGPUs itself all of them. */
    public static SortedMap<Integer, UUID> uuids(HostFacts facts, PlannedCard card) {
        if (card.carriesVgpusItself()) {
            return uuids(facts, card.card(), card.types());
        }
        SortedMap<Integer, UUID> uuids = new TreeMap<>();
        card.types()
                .forEach((index, type) ->
                        uuids.put(index, MdevOperations.uuid(facts, card.functionAddress(index), type)));
        return uuids;
    }

    /** Its own first, then live ones of the same type, then defined ones of the same type; for the rest new ones. */
    static SortedMap<Integer, UUID> uuids(HostFacts facts, PciAddress card, SortedMap<Integer, MdevType> types) {
        Map<UUID, String> live = new TreeMap<>();
        for (LiveMdev mdev : facts.mdevsOn(card)) {
            live.put(mdev.uuid(), mdev.type().toString());
        }
        Map<UUID, String> defined = new TreeMap<>();
        for (MdevDefinition definition : facts.definitions()) {
            if (definition.parent().equals(card.toString()) && definition.isReadable()) {
                OutputValues.parsed(UUID::fromString, definition.uuid())
                        .ifPresent(uuid -> defined.put(uuid, Objects.requireNonNull(definition.type())));
            }
        }
        SortedMap<Integer, UUID> uuids = new TreeMap<>();
        for (int index : types.keySet()) {
            UUID own = MdevUuid.of(card, index);
            if (live.containsKey(own) || defined.containsKey(own)) {
                uuids.put(index, own);
            }
        }
        types.forEach((index, type) -> take(live, type, uuids, index));
        types.forEach((index, type) -> take(defined, type, uuids, index));
        types.keySet().forEach(index -> uuids.putIfAbsent(index, MdevUuid.of(card, index)));
        return uuids;
    }

    private static void take(Map<UUID, String> there, MdevType type, SortedMap<Integer, UUID> uuids, int index) {
        Optional<UUID> free = there.entrySet().stream()
                .filter(e -> e.getValue().equals(type.toString()))
                .map(Map.Entry::getKey)
                .filter(uuid -> !uuids.containsValue(uuid))
                .findFirst();
        free.ifPresent(uuid -> uuids.putIfAbsent(index, uuid));
    }
}
