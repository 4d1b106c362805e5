package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Number and name of vGPU types on one card: what its driver says first, the catalogue where the driver is silent. */
public final class TypeNames {
    private TypeNames() {}

    /** Name without the vendor's word, {@code A100D-40C}; empty when nobody knows. */
    public static Optional<String> of(FoundFunction gpu, MdevType type) {
        Optional<String> told = offered(gpu)
                .filter(o -> o.type().equals(type))
                .map(o -> bare(o.name()))
                .findFirst();
        return told.or(() -> VgpuCatalogue.bundled().byProductId(gpu.productId()).stream()
                .flatMap(m -> m.type(type).stream())
                .map(t -> t.name().toString())
                .findFirst());
    }

    /** The number that the wanted type has on this card; empty when neither the host nor the catalogue knows the name. */
    public static Optional<MdevType> resolve(FoundFunction gpu, VgpuTypeReference wanted) {
        return switch (wanted) {
            case MdevType type -> Optional.of(type);
            case VgpuTypeName name ->
                offered(gpu)
                        .filter(o -> bare(o.name()).equals(name.toString()))
                        .map(OfferedType::type)
                        .findFirst()
                        .or(() -> catalogued(gpu, name));
        };
    }

    /** Names that the card offers, for a message. */
    public static String offeredNames(FoundFunction gpu) {
        return offered(gpu).map(o -> bare(o.name())).distinct().collect(Collectors.joining(", "));
    }

    private static Optional<MdevType> catalogued(FoundFunction gpu, VgpuTypeName name) {
        return VgpuCatalogue.bundled().byProductId(gpu.productId()).stream()
                .flatMap(m -> m.type(name).stream())
                .flatMap((VgpuType t) -> t.mdevType().stream())
                .findFirst();
    }

    private static Stream<OfferedType> offered(FoundFunction gpu) {
        return Stream.concat(gpu.offered().stream(), gpu.functions().stream().flatMap(f -> f.offered().stream()));
    }

    private static String bare(String name) {
        return name.strip().replaceFirst("^.*\\s", "");
    }
}
