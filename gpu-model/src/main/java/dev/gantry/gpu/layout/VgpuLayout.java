package dev.gantry.gpu.layout;

import dev.gantry.gpu.pci.PciAddress;
import java.util.List;
import java.util.Optional;

/** What the vGPU cards of a host shall be cut into, in the order of writing: the guide's {@code vgpu_definitions}. */
public record VgpuLayout(List<CardLayout> cards) {

    private static final VgpuLayout EMPTY = new VgpuLayout(List.of());

    public VgpuLayout {
        cards = List.copyOf(cards);
    }

    public static VgpuLayout empty() {
        return EMPTY;
    }

    public Optional<CardLayout> card(PciAddress address) {
        return cards.stream().filter(c -> c.card().equals(address)).findFirst();
    }

    public boolean isEmpty() {
        return cards.isEmpty();
    }

    /** Whether any card wants MIG devices, hence the host needs mig-parted. */
    public boolean usesMig() {
        return cards.stream().anyMatch(CardLayout::usesMig);
    }
}
