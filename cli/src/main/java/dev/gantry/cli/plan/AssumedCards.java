package dev.gantry.cli.plan;

import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.PassthroughSelector;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The devices that a layout would give on cards that nobody has seen: the model is the first of the catalogue that has the types, virtual
 * functions begin four after the card, as on NVIDIA's data centre cards, and vGPUs are mediated devices.
 */
final class AssumedCards {
    private static final VgpuCatalogue CATALOGUE = VgpuCatalogue.bundled();

    private final Set<String> assumptions = new TreeSet<>();

    List<String> assumptions() {
        return List.copyOf(assumptions);
    }

    HostDevices of(String host, List<String> groups, DesiredGpuState desired) {
        List<GpuDevice> devices = new ArrayList<>();
        for (CardLayout card : desired.vgpu().cards()) {
            Optional<CardModel> model =
                    card.virtualFunctions().stream().findFirst().flatMap(f -> CATALOGUE.cardOf(f.type()));
            for (VirtualFunction function : card.virtualFunctions()) {
                device(host, card, model, function).ifPresent(devices::add);
            }
        }
        desired.passthrough().wishes().forEach(selector -> {
            if (selector instanceof PassthroughSelector.OneCard) {
                assumptions.add(host + " " + selector + ": left out of the nova files, since its PCI id is not known");
            } else {
                assumptions.add(
                        host + " " + selector + ": left out of the nova files, since its addresses are not known");
            }
        });
        return new HostDevices(host, groups, devices);
    }

    private Optional<GpuDevice> device(
            String host, CardLayout card, Optional<CardModel> model, VirtualFunction function) {
        VgpuTypeReference wanted = function.type();
        Optional<MdevType> number = CATALOGUE.resolve(wanted);
        if (model.isEmpty() || number.isEmpty()) {
            assumptions.add(host + " " + card.card() + ": " + wanted
                    + " left out of the nova files, since the catalogue does not know the card or the type's number");
            return Optional.empty();
        }
        assumptions.add(
                host + " " + card.card() + ": taken for a " + model.get().title());
        Optional<VgpuType> type = model.get().type(wanted);
        return Optional.of(new GpuDevice.Mdev(
                card.card(),
                card.card().virtualFunction(function.index()),
                new PciId("10de", model.get().productIds().getFirst()),
                number.get(),
                type.map(t -> t.name().toString()).orElse(""),
                type.flatMap(VgpuType::migProfile).map(Object::toString).orElse("")));
    }
}
