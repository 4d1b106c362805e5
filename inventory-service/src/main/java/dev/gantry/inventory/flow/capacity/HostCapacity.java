package dev.gantry.inventory.flow.capacity;

import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.contracts.nova.DeviceFigures;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.PlacementFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one host has of each type. Pure. {@code unknown} says why nothing can be said of what is offered and taken there; null when it can, as of
 * {@code at}.
 */
record HostCapacity(
        String host,
        Map<Key, Amounts> types,
        @Nullable String unknown,
        @Nullable Instant at) {

    /** A type on a model of card; for a whole card the type is {@code passthrough}. */
    record Key(String type, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byModel = model.compareTo(other.model);
            return byModel == 0 ? type.compareTo(other.type) : byModel;
        }
    }

    /** {@code desired} by the layout, {@code made} by the last run; the others as Placement tells. */
    static final class Amounts {
        int desired;
        int made;
        int offered;
        int allocated;
        final List<String> resourceClasses = new ArrayList<>();
    }

    static final String PASSTHROUGH = "passthrough";

    static HostCapacity of(InspectedHost known, Optional<DesiredGpuState> desired) {
        Map<Key, Amounts> types = new TreeMap<>();
        Map<String, String> models = models(known);
        desired.ifPresent(state -> state.vgpu().cards().forEach(card -> desired(types, card, models)));
        Map<String, Key> byAddress = new HashMap<>();
        for (Device device : known.devices().devices()) {
            Key key = new Key(typeOf(device), models.getOrDefault(device.card(), "not known"));
            amounts(types, key).made++;
            byAddress.put(device.address(), key);
        }
        PlacementFigures figures = known.figures();
        String unknown = unknown(known, figures);
        if (figures != null && unknown == null) {
            figures.devices().forEach(f -> placed(types, byAddress, f));
        }
        return new HostCapacity(known.host().name(), types, unknown, figures == null ? null : figures.at());
    }

    private static @Nullable String unknown(InspectedHost known, @Nullable PlacementFigures figures) {
        if (known.devices().devices().isEmpty()) {
            return null;
        }
        return figures == null
                ? "Placement told nothing of it: no cloud is set in nova-config's settings, or it was not checked yet"
                : null;
    }

    private static void placed(Map<Key, Amounts> types, Map<String, Key> byAddress, DeviceFigures figures) {
        Key key = byAddress.get(figures.address());
        if (key != null) {
            Amounts amounts = amounts(types, key);
            amounts.offered += figures.total();
            amounts.allocated += figures.used();
            if (!amounts.resourceClasses.contains(figures.resourceClass())) {
                amounts.resourceClasses.add(figures.resourceClass());
            }
        }
    }

    private static void desired(Map<Key, Amounts> types, CardLayout card, Map<String, String> models) {
        for (VirtualFunction function : card.virtualFunctions()) {
            String model = models.getOrDefault(card.card().toString(), modelOf(function.type()));
            amounts(types, new Key(named(function.type()), model)).desired++;
        }
    }

    private static Amounts amounts(Map<Key, Amounts> types, Key key) {
        return types.computeIfAbsent(key, k -> new Amounts());
    }

    private static String named(VgpuTypeReference type) {
        return VgpuCatalogue.bundled().type(type).map(t -> t.name().toString()).orElseGet(type::toString);
    }

    private static String modelOf(VgpuTypeReference type) {
        return VgpuCatalogue.bundled().cardOf(type).map(CardModel::suffix).orElse("not known");
    }

    private static String typeOf(Device device) {
        String name = device.typeName();
        if (name != null && !name.isEmpty()) {
            return name.replaceFirst("^(GRID|NVIDIA) ", "");
        }
        String type = device.type();
        return type == null || type.isEmpty() ? PASSTHROUGH : named(VgpuTypeReference.parse(type));
    }

    /** The model of each card, by address; A16 and A2 share a product id, the first of both is named. */
    private static Map<String, String> models(InspectedHost known) {
        Map<String, String> models = new HashMap<>();
        if (known.inspection() != null) {
            for (InspectedCard card : known.inspection().facts().cards()) {
                VgpuCatalogue.bundled().byProductId(card.productId()).stream()
                        .findFirst()
                        .ifPresent(model -> models.put(card.address(), model.suffix()));
            }
        }
        return models;
    }
}
