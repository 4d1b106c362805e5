package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One card of a layout with everything that is known of it: what a rule looks at. */
final class CardContext {

    private final String path;
    private final CardLayout layout;
    private final @Nullable CardFacts facts;
    private final HostContext terms;
    private final VgpuCatalogue catalogue;
    private final List<CardModel> models;

    CardContext(String path, CardLayout layout, @Nullable CardFacts facts, HostContext terms, VgpuCatalogue catalogue) {
        this.path = path;
        this.layout = layout;
        this.facts = facts;
        this.terms = terms;
        this.catalogue = catalogue;
        this.models = facts == null ? modelsByTypes() : modelsByProduct(facts.productId());
    }

    CardLayout layout() {
        return layout;
    }

    Optional<CardFacts> facts() {
        return Optional.ofNullable(facts);
    }

    HostContext terms() {
        return terms;
    }

    /** Its virtual functions take types by themselves. A card that carries its vGPUs itself has mediated devices on any host. */
    boolean usesVendorVfio() {
        return terms.uses(Framework.VENDOR_VFIO)
                && facts().filter(CardFacts::carriesVgpusItself).isEmpty();
    }

    VgpuCatalogue catalogue() {
        return catalogue;
    }

    /** The models that the card can be: by its product id, else by the types wanted on it. Empty when unknown. */
    List<CardModel> models() {
        return models;
    }

    Optional<CardModel> model() {
        return models.stream().findFirst();
    }

    /** What the type is on this card; a name that the catalogue lacks still tells size and MIG profile. */
    Optional<VgpuType> type(VgpuTypeReference wanted) {
        return models.stream()
                .flatMap(m -> m.type(wanted).stream())
                .findFirst()
                .or(() -> catalogue.type(wanted))
                .or(() -> wanted instanceof VgpuTypeName name ? Optional.of(VgpuType.byName(name)) : Optional.empty());
    }

    /** One text for one type, however it was written. */
    List<String> typeNames() {
        return layout.virtualFunctions().stream()
                .map(VirtualFunction::type)
                .map(wanted -> type(wanted).map(t -> t.name().toString()).orElseGet(wanted::toString))
                .distinct()
                .toList();
    }

    List<VgpuType> types() {
        return layout.virtualFunctions().stream()
                .flatMap(vf -> type(vf.type()).stream())
                .toList();
    }

    List<VgpuType> timeSliced() {
        return types().stream().filter(t -> !t.name().isMigBacked()).toList();
    }

    /** In MiB: what the driver reports, else what the catalogue says. */
    Optional<Integer> framebufferMib() {
        return facts().map(CardFacts::framebufferMib).filter(mib -> mib > 0).or(() -> model().map(
                        CardModel::framebufferMib));
    }

    /** The model where it is known; the address is in every violation anyway. */
    String title() {
        return model().map(CardModel::toString).orElse("this card");
    }

    String at(String field) {
        return path + "." + field;
    }

    String atFunction(int position, String field) {
        return "%s.virtual_functions[%d].%s".formatted(path, position, field);
    }

    RuleViolation violation(Rule rule, String fieldPath, String found, String expected, String fix) {
        return new RuleViolation(rule, layout.card().toString(), fieldPath, found, expected, fix);
    }

    private List<CardModel> modelsByTypes() {
        List<CardModel> named = layout.virtualFunctions().stream()
                .flatMap(vf -> catalogue.cardOf(vf.type()).stream())
                .distinct()
                .toList();
        return named.size() == 1 ? named : List.of();
    }

    /** A16 and A2 share a product id: the types wanted tell which of them is meant. */
    private List<CardModel> modelsByProduct(String productId) {
        List<CardModel> candidates = new ArrayList<>(catalogue.byProductId(productId));
        List<CardModel> meant = candidates.stream()
                .filter(m -> layout.virtualFunctions().stream()
                        .allMatch(vf -> m.type(vf.type()).isPresent()))
                .toList();
        return meant.isEmpty() ? candidates : meant;
    }
}
