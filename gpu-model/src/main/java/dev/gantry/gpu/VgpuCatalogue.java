package dev.gantry.gpu;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The cards and vGPU types that public sources tell of. Advice, not truth: the driver of a host decides which types exist
 * and which number each has.
 */
public final class VgpuCatalogue {

    private final List<CardModel> cards;

    VgpuCatalogue(List<CardModel> cards) {
        this.cards = List.copyOf(cards);
    }

    /** The catalogue that comes with Gantry, read once. */
    public static VgpuCatalogue bundled() {
        return Bundled.CATALOGUE;
    }

    public List<CardModel> cards() {
        return cards;
    }

    /** All models with this PCI product id ({@code 20b5}, {@code 0x20b5}); A16 and A2 share one. Empty when unknown. */
    public List<CardModel> byProductId(String productId) {
        String id = productId.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        return cards.stream().filter(c -> c.productIds().contains(id)).toList();
    }

    /** The model whose type names begin with this word: {@code A100D}. */
    public Optional<CardModel> bySuffix(String suffix) {
        return cards.stream().filter(c -> c.suffix().equals(suffix)).findFirst();
    }

    /** The model that has this type, by number or by name. */
    public Optional<CardModel> cardOf(WantedType wanted) {
        return cards.stream().filter(c -> c.type(wanted).isPresent()).findFirst();
    }

    public Optional<VgpuType> type(WantedType wanted) {
        return cards.stream().flatMap(c -> c.type(wanted).stream()).findFirst();
    }

    /** The number for a type given either way; empty when the catalogue does not know it and the host must be asked. */
    public Optional<MdevType> resolve(WantedType wanted) {
        return switch (wanted) {
            case MdevType type -> Optional.of(type);
            case VgpuTypeName name -> type(name).flatMap(VgpuType::mdevType);
        };
    }

    private static final class Bundled {
        static final VgpuCatalogue CATALOGUE = new VgpuCatalogue(CatalogueFile.read("catalogue.tsv"));
    }
}
