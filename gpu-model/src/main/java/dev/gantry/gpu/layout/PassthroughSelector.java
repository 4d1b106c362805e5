package dev.gantry.gpu.layout;

import dev.gantry.gpu.catalogue.PassthroughModel;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.pci.PciId;

/** Which cards shall go whole to guests: one by its address, all of a PCI id, or all of a model by name. */
public sealed interface PassthroughSelector {

    record OneCard(PciAddress card) implements PassthroughSelector {
        @Override
        public String toString() {
            return card.toString();
        }
    }

    record EveryCard(PciId id) implements PassthroughSelector {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    record EveryModel(PassthroughModel model) implements PassthroughSelector {
        @Override
        public String toString() {
            return model.toString();
        }
    }

    /** {@code 0000:3d:00.0} is a card, {@code 10de:20b5} an id, {@code a100_80} a model. */
    static PassthroughSelector parse(String text) {
        if (text.contains(".")) {
            return new OneCard(PciAddress.parse(text));
        }
        return text.contains(":") ? new EveryCard(PciId.parse(text)) : new EveryModel(PassthroughModel.parse(text));
    }

    /** Whether it means this card. */
    default boolean takes(CardFacts card) {
        return switch (this) {
            case OneCard one -> one.card.equals(card.address());
            case EveryCard every -> every.id.equals(card.id());
            case EveryModel every -> every.model.id().equals(card.id());
        };
    }
}
