package dev.gantry.gpu.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    public Optional<CardModel> cardOf(VgpuTypeReference wanted) {
        return cards.stream().filter(c -> c.type(wanted).isPresent()).findFirst();
    }

    public Optional<VgpuType> type(VgpuTypeReference wanted) {
        return cards.stream().flatMap(c -> c.type(wanted).stream()).findFirst();
    }

    /** The number for a type given either way; empty when the catalogue does not know it and the host must be asked. */
    public Optional<MdevType> resolve(VgpuTypeReference wanted) {
        return switch (wanted) {
            case MdevType type -> Optional.of(type);
            case VgpuTypeName name -> type(name).flatMap(VgpuType::mdevType);
        };
    }

    /**
     * This catalogue with the numbers that a host's driver really gives: they replace the catalogue's, types it lacked are
     * added to the card that they are named after, and a number that the driver gives to another type is dropped.
     */
    public VgpuCatalogue corrected(Map<MdevType, VgpuTypeName> offered) {
        return new VgpuCatalogue(cards.stream().map(c -> corrected(c, offered)).toList());
    }

    private static CardModel corrected(CardModel card, Map<MdevType, VgpuTypeName> offered) {
        Map<VgpuTypeName, VgpuType> types = new LinkedHashMap<>();
        card.types().forEach(t -> types.put(t.name(), reassigned(t, offered) ? t.withNumber(0) : t));
        offered.forEach((number, name) -> {
            if (name.card().equals(card.suffix())) {
                VgpuType known = types.getOrDefault(name, VgpuType.byName(name));
                types.put(name, known.withNumber(number.number()));
            }
        });
        return card.withTypes(List.copyOf(types.values()));
    }

    private static boolean reassigned(VgpuType type, Map<MdevType, VgpuTypeName> offered) {
        return type.mdevType().filter(offered::containsKey).isPresent();
    }

    private static final class Bundled {
        static final VgpuCatalogue CATALOGUE = new VgpuCatalogue(CatalogueFile.read("catalogue.tsv"));
    }
}
