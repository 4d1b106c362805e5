package dev.gantry.inventory.flow.planner;

import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuParent;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigSet;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.planner.CardContents;
import dev.gantry.gpu.planner.CardShape;
import dev.gantry.gpu.planner.FleetCard;
import dev.gantry.gpu.planner.Occupancy;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.host.PlacementFigures;
import dev.gantry.inventory.model.lifecycle.HostState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what is known of a host into cards for the planner. What it cannot plan is left out with the reason. Pure. */
public final class FleetCardReader {

    private final VgpuCatalogue catalogue = VgpuCatalogue.bundled();
    private final List<FleetCard> cards = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** {@code card} is null when the whole host is meant. */
    record LeftOut(String host, @Nullable String card, String reason) {}

    public List<FleetCard> cards() {
        return cards;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    public void read(InspectedHost known, DesiredStateResult reading) {
        String host = known.host().name();
        Inspection inspection = known.inspection();
        if (known.host().state() == HostState.RETIRED) {
            leftOut.add(new LeftOut(host, null, "it is retired"));
        } else if (inspection == null) {
            leftOut.add(new LeftOut(host, null, "it was never inspected, so its cards are not known"));
        } else if (!reading.violations().isEmpty()) {
            leftOut.add(new LeftOut(
                    host,
                    null,
                    "its desired state is not valid: " + reading.violations().getFirst()));
        } else {
            Facts facts = inspection.facts();
            DesiredGpuState desired = reading.desired().orElse(null);
            facts.cards().forEach(card -> read(known, facts, card, desired));
        }
    }

    private void read(InspectedHost known, Facts facts, InspectedCard card, @Nullable DesiredGpuState desired) {
        String host = known.host().name();
        try {
            List<CardModel> models = catalogue.byProductId(card.productId());
            PciAddress address = PciAddress.parseLenient(card.address());
            VgpuLayout layout = desired == null ? VgpuLayout.empty() : desired.vgpu();
            Optional<String> obstacle = obstacle(card, models, desired);
            if (obstacle.isPresent()) {
                leftOut.add(new LeftOut(host, card.address(), obstacle.get()));
                return;
            }
            CardLayout wanted = layout.card(address).orElse(null);
            List<Device> devices = facts.devices().stream()
                    .filter(d -> d.card().equals(card.address()))
                    .toList();
            CardModel model = model(models, wanted);
            CardContents contents = wanted == null ? found(devices) : wanted(wanted, model);
            CardShape shape = new CardShape(model, functions(card), framework(card));
            cards.add(new FleetCard(host, address, shape, contents, occupancy(devices, known)));
        } catch (MalformedValueException e) {
            leftOut.add(new LeftOut(host, card.address(), String.valueOf(e.getMessage())));
        }
    }

    private static Optional<String> obstacle(
            InspectedCard card, List<CardModel> models, @Nullable DesiredGpuState desired) {
        boolean isPassthrough = Framework.PASSTHROUGH.name().equals(card.framework())
                || desired != null && !desired.passthrough().isEmpty();
        if (isPassthrough) {
            return Optional.of("it is for passthrough");
        }
        if (models.isEmpty()) {
            return Optional.of("the catalogue does not know a card with product id " + card.productId());
        }
        return functions(card) == 0
                ? Optional.of("it offers no virtual function: SR-IOV is off in the firmware, or the card has none")
                : Optional.empty();
    }

    /** How many vGPUs find a place: one on each virtual function; a card that carries them itself, as those up to Turing do, has no such limit. */
    private static int functions(InspectedCard card) {
        return VgpuParent.expectedOf(card.productId()) == VgpuParent.CARD
                ? VirtualFunction.HIGHEST_INDEX + 1
                : card.totalFunctions();
    }

    /** A16 and A2 share a product id: the types that it shall carry tell them apart. */
    private static CardModel model(List<CardModel> models, @Nullable CardLayout wanted) {
        return models.stream()
                .filter(m -> wanted != null
                        && !wanted.virtualFunctions().isEmpty()
                        && wanted.virtualFunctions().stream()
                                .allMatch(f -> m.type(f.type()).isPresent()))
                .findFirst()
                .orElse(models.getFirst());
    }

    private CardContents wanted(CardLayout card, CardModel model) {
        Map<Integer, VgpuType> functions = new HashMap<>();
        for (VirtualFunction function : card.virtualFunctions()) {
            VgpuType type = model.type(function.type())
                    .or(() -> catalogue.type(function.type()))
                    .orElseThrow(() -> unknown(function.type().toString()));
            functions.put(function.index(), type);
        }
        return new CardContents(functions, new MigSet(card.migDevices()));
    }

    /** Nobody wants anything of the card, and yet something is on it. */
    private CardContents found(List<Device> devices) {
        Map<Integer, VgpuType> functions = new HashMap<>();
        MigSet mig = MigSet.empty();
        for (Device device : devices) {
            String written = Optional.ofNullable(device.typeName()).orElse(String.valueOf(device.type()));
            VgpuType type = catalogue
                    .type(VgpuTypeReference.parse(written.replaceFirst("^(GRID|NVIDIA) ", "")))
                    .orElseThrow(() -> unknown(written));
            functions.put(functions.size(), type);
            mig = type.migProfile().map(mig::plus).orElse(mig);
        }
        return new CardContents(functions, mig);
    }

    private static MalformedValueException unknown(String type) {
        return new MalformedValueException("vGPU type on the card", type, "one that the catalogue knows");
    }

    /** Placement's word counts only for devices that it names: what it does not show may be in use. */
    private static Occupancy occupancy(List<Device> devices, InspectedHost known) {
        if (devices.isEmpty()) {
            return Occupancy.free("the last inspection found no device on the card");
        }
        PlacementFigures figures = known.figures();
        if (figures == null) {
            return Occupancy.notKnown("Placement told nothing of the host, so who uses its %d devices is not known"
                    .formatted(devices.size()));
        }
        Map<String, Integer> used = new HashMap<>();
        figures.devices().forEach(f -> used.merge(f.address(), f.used(), Integer::sum));
        List<String> strangers = devices.stream()
                .map(Device::address)
                .filter(a -> !used.containsKey(a))
                .toList();
        int guests = devices.stream()
                .mapToInt(d -> used.getOrDefault(d.address(), 0))
                .sum();
        String told = "Placement at " + figures.at();
        if (guests > 0) {
            return Occupancy.inUse(guests, told);
        }
        return strangers.isEmpty() ? Occupancy.free(told) : Occupancy.notKnown(told + " did not show " + strangers);
    }

    private static @Nullable Framework framework(InspectedCard card) {
        return card.framework() == null ? null : Framework.valueOf(card.framework());
    }
}
