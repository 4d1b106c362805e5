package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.mig.MigProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model of card as the catalogue knows it.
 *
 * @param suffix the word that its vGPU types begin with, {@code A100D}
 * @param productIds PCI product ids, four lower-case hex digits, without the vendor
 * @param migFamily name of the family whose MIG profiles it has; empty when it cannot MIG
 * @param types in the catalogue's order: time-sliced by series and size, then MIG-backed
 */
public record CardModel(
        String suffix,
        String title,
        List<String> productIds,
        int framebufferMib,
        String architecture,
        String migFamily,
        List<VgpuType> types) {
    private static final Set<String> TOO_OLD_TO_MIX = Set.of("Maxwell", "Pascal", "Volta", "Turing");

    public CardModel {
        productIds = List.copyOf(productIds);
        types = List.copyOf(types);
    }

    /** Its time-sliced vGPUs may differ in size: Ampere and later, whose driver has the heterogeneous mode for them. */
    public boolean canMixSizes() {
        return !TOO_OLD_TO_MIX.contains(architecture);
    }

    public boolean isMigCapable() {
        return !migFamily.isEmpty();
    }

    public Optional<VgpuType> type(VgpuTypeReference wanted) {
        return types.stream().filter(t -> t.answersTo(wanted)).findFirst();
    }

    /** The plain MIG-backed type on such a device: {@code 2g.20gb} gives {@code A100D-2-20C}. */
    public Optional<VgpuType> typeOn(MigProfile profile) {
        return types.stream()
                .filter(t -> t.migProfile().filter(profile::equals).isPresent())
                .findFirst();
    }

    CardModel withTypes(List<VgpuType> other) {
        return new CardModel(suffix, title, productIds, framebufferMib, architecture, migFamily, other);
    }

    @Override
    public String toString() {
        return title.equals(suffix) ? title : title + " (" + suffix + ")";
    }
}
