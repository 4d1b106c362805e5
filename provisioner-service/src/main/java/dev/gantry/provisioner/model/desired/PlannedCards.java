package dev.gantry.provisioner.model.desired;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything wanted, each thing beside what was found of it.
 *
 * @param cards cards to be cut up, in the order of the layout
 * @param whole functions to be given away whole
 * @param problems what cannot be, for whatever state the host is in
 */
public record PlannedCards(List<PlannedCard> cards, List<FoundFunction> whole, List<String> problems) {
    public PlannedCards {
        cards = List.copyOf(cards);
        whole = List.copyOf(whole);
        problems = List.copyOf(problems);
    }

    /** On the vendor's own framework the driver names only what it can make beside what is there. */
    private static final String BY_NUMBER =
            ", or say the type by its number (nvidia-N): a card that carries vGPUs does not name what it could carry"
                    + " without them";

    public static PlannedCards of(DesiredState wanted, HostFacts facts) {
        List<String> problems = new ArrayList<>();
        List<PlannedCard> cards = new ArrayList<>();
        for (CardLayout layout : wanted.layout().cards()) {
            Optional<FoundFunction> gpu = facts.function(layout.card()).filter(FoundFunction::isGpu);
            if (gpu.isPresent()) {
                cards.add(target(facts, layout, gpu.get(), problems));
            } else {
                problems.add(noSuchCard(facts, layout.card().toString()));
            }
        }
        List<FoundFunction> whole = whole(wanted, facts, problems);
        bothWays(cards, whole, problems);
        return new PlannedCards(cards, whole, problems);
    }

    public boolean wantsVgpus() {
        return cards.stream().anyMatch(PlannedCard::wantsVgpus);
    }

    public boolean isEmpty() {
        return cards.isEmpty() && whole.isEmpty();
    }

    public Optional<PlannedCard> card(PciAddress address) {
        return cards.stream().filter(c -> c.card().equals(address)).findFirst();
    }

    private static PlannedCard target(HostFacts facts, CardLayout layout, FoundFunction gpu, List<String> problems) {
        TreeMap<Integer, MdevType> types = new TreeMap<>();
        Set<String> unresolved = new TreeSet<>();
        for (VirtualFunction function : layout.virtualFunctions()) {
            Optional<MdevType> type = TypeNames.resolve(gpu, function.type());
            type.ifPresent(t -> types.put(function.index(), t));
            if (type.isEmpty()) {
                unresolved.add(function.type().toString());
            }
        }
        PlannedCard card = new PlannedCard(layout, gpu, types, facts.mig(gpu.address()), facts.frameworkOf(gpu));
        // What the driver lists before the card is as wanted says nothing of what it offers then.
        if (card.isReadyForVgpus()) {
            unresolved.forEach(type -> problems.add(unknownType(gpu, type)));
        }
        return card;
    }

    /** An empty list is no answer: not that the type is wrong, and nothing to choose from. */
    private static String unknownType(FoundFunction gpu, String type) {
        String offered = TypeNames.offeredNames(gpu);
        if (offered.isEmpty()) {
            return ("card %s: wanted type %s, found no list of types from the driver; next: see whether nvidia-vgpud"
                            + " ran on the host (nvidia-smi vgpu -s lists types), or say the type by its number (nvidia-N)")
                    .formatted(gpu.address(), type);
        }
        return "card %s: wanted type %s, found no type of that name among those the driver offers; next: use one of %s%s"
                .formatted(
                        gpu.address(),
                        type,
                        offered,
                        gpu.functions().stream().anyMatch(f -> f.currentType() > 0) ? BY_NUMBER : "");
    }

    private static List<FoundFunction> whole(DesiredState wanted, HostFacts facts, List<String> problems) {
        Set<FoundFunction> chosen = new TreeSet<>((a, b) -> a.address().compareTo(b.address()));
        for (String name : wanted.passthrough()) {
            List<FoundFunction> named = facts.functions().stream()
                    .filter(f ->
                            f.address().toString().equals(name) || f.model().equalsIgnoreCase(name))
                    .toList();
            if (named.isEmpty()) {
                problems.add(noSuchCard(facts, name));
            }
            chosen.addAll(named);
        }
        // Audio and the rest of a slot go with the GPU: they sit in its IOMMU group or beside it.
        List<FoundFunction> beside = facts.functions().stream()
                .filter(f -> chosen.stream().anyMatch(c -> c.isGpu() && isSameSlot(c.address(), f.address())))
                .filter(f -> !f.isBridge())
                .toList();
        chosen.addAll(beside);
        return List.copyOf(chosen);
    }

    private static boolean isSameSlot(PciAddress a, PciAddress b) {
        return a.domain() == b.domain() && a.bus() == b.bus() && a.device() == b.device();
    }

    /** vfio-pci.ids chooses by product, so one product cannot be cut up and given away whole on one host. */
    private static void bothWays(List<PlannedCard> cards, List<FoundFunction> whole, List<String> problems) {
        for (PlannedCard card : cards) {
            whole.stream()
                    .filter(w -> w.model().equals(card.gpu().model()))
                    .findFirst()
                    .ifPresent(w -> problems.add(
                            "product %s: wanted one use per host, found %s cut into vGPUs and %s given away whole; next: give all cards of this product one use"
                                    .formatted(w.model(), card.card(), w.address())));
        }
    }

    private static String noSuchCard(HostFacts facts, String name) {
        String there = facts.gpus().stream()
                .map(g -> g.address() + " (" + g.model() + ")")
                .collect(Collectors.joining(", "));
        return "card %s: wanted it in this host, found %s; next: correct the address, or look into the slot"
                .formatted(name, there.isEmpty() ? "no NVIDIA GPU" : there);
    }
}
