package dev.gantry.gpu.layout;

import java.util.List;

/** The cards of a host that go whole to guests, bound to vfio-pci. */
public record PassthroughLayout(List<PassthroughSelector> wishes) {

    private static final PassthroughLayout EMPTY = new PassthroughLayout(List.of());

    public PassthroughLayout {
        wishes = List.copyOf(wishes);
    }

    public static PassthroughLayout empty() {
        return EMPTY;
    }

    /** Addresses, PCI ids and model names, as {@link PassthroughSelector#parse} tells them apart. */
    public static PassthroughLayout parse(List<String> wishes) {
        return new PassthroughLayout(
                wishes.stream().map(PassthroughSelector::parse).toList());
    }

    public boolean takes(CardFacts card) {
        return wishes.stream().anyMatch(w -> w.takes(card));
    }

    public boolean isEmpty() {
        return wishes.isEmpty();
    }
}
