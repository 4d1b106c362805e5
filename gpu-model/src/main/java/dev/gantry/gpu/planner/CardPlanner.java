package dev.gantry.gpu.planner;

import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.mig.MigFit;
import dev.gantry.gpu.mig.MigGeometry;
import dev.gantry.gpu.mig.MigPlacement;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSet;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.rule.HostContext;
import dev.gantry.gpu.rule.LayoutValidator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans one empty card: what it would be cut into for a demand, or why not and what would fit instead. By the rules of {@link LayoutValidator}. */
public final class CardPlanner {

    /** Stands for the card where a rule wants an address. */
    private static final PciAddress ANYWHERE = PciAddress.parse("0000:00:00.0");

    private static final int MOST_CARDS = 10_000;

    private final VgpuCatalogue catalogue;

    public CardPlanner(VgpuCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    public CardPlan plan(CardShape shape, VgpuDemand demand) {
        CardCapacity room = new CardCapacity(shape);
        List<String> reasons =
                tooMany(room, demand).<List<String>>map(List::of).orElseGet(() -> violations(shape, demand));
        if (!reasons.isEmpty()) {
            return new CardPlan.Impossible(reasons, instead(room, demand), spread(room, demand));
        }
        CardContents contents = CardContents.of(demand.counts());
        return new CardPlan.Fits(contents, placements(room, contents.migDevices()), room.remainder(contents));
    }

    /** Before a layout is made of it, whose indexes end at 255. */
    private static Optional<String> tooMany(CardCapacity room, VgpuDemand demand) {
        int functions = room.shape().functions();
        return demand.total() > functions
                ? Optional.of("%d vGPUs are asked for, the card has %d virtual functions"
                        .formatted(demand.total(), functions))
                : Optional.empty();
    }

    private List<String> violations(CardShape shape, VgpuDemand demand) {
        CardModel model = shape.model();
        VgpuLayout layout =
                new VgpuLayout(List.of(CardContents.of(demand.counts()).layout(ANYWHERE)));
        CardFacts facts = new CardFacts(
                ANYWHERE,
                model.productIds().stream().findFirst().orElse("0000"),
                shape.functions(),
                model.isMigCapable(),
                model.framebufferMib());
        HostContext terms = Optional.ofNullable(shape.framework())
                .map(HostContext.unknown()::framework)
                .orElseGet(HostContext::unknown);
        return new LayoutValidator(catalogue)
                .check(DesiredGpus.of(layout), List.of(facts), terms).stream()
                        .filter(RuleViolation::isError)
                        .map(v -> "%s: %s; possible: %s".formatted(v.code(), v.found(), v.expected()))
                        .distinct()
                        .toList();
    }

    private static List<MigPlacement> placements(CardCapacity room, MigSet devices) {
        return room.family()
                .map(family -> new MigGeometry(family).place(devices))
                .map(fit -> fit instanceof MigFit.Placed placed ? placed.placements() : List.<MigPlacement>of())
                .orElse(List.of());
    }

    private static List<VgpuDemand> instead(CardCapacity room, VgpuDemand demand) {
        List<VgpuDemand> found = new ArrayList<>(nearest(room, demand));
        if (found.isEmpty()) {
            demand.counts().forEach((type, count) -> {
                int most = Math.min(count, room.most(type));
                if (most > 0) {
                    found.add(new VgpuDemand(Map.of(type, most)));
                }
            });
        }
        return found.stream().distinct().toList();
    }

    /** Sets of MIG devices near the one asked for, with the types asked for on them, else the model's plain ones. */
    private static List<VgpuDemand> nearest(CardCapacity room, VgpuDemand demand) {
        MigSet wanted = CardContents.of(demand.counts()).migDevices();
        boolean isMixed =
                demand.counts().keySet().stream().anyMatch(t -> !t.name().isMigBacked());
        if (wanted.isEmpty()
                || isMixed
                || room.shape().carriesOneTypeOnly()
                || room.family().isEmpty()) {
            return List.of();
        }
        return new MigGeometry(room.family().get()).place(wanted) instanceof MigFit.Impossible no
                ? no.nearest().stream()
                        .map(set -> typed(room.shape().model(), set, demand))
                        .filter(d -> !d.isEmpty())
                        .toList()
                : List.of();
    }

    private static VgpuDemand typed(CardModel model, MigSet set, VgpuDemand demand) {
        Map<VgpuType, Integer> counts = new LinkedHashMap<>();
        set.counts().forEach((profile, count) -> asked(model, demand, profile)
                .or(() -> model.typeOn(profile))
                .ifPresent(type -> counts.merge(type, count, Integer::sum)));
        return new VgpuDemand(counts);
    }

    private static Optional<VgpuType> asked(CardModel model, VgpuDemand demand, MigProfile profile) {
        return demand.counts().keySet().stream()
                .filter(t -> t.name().card().equals(model.suffix()))
                .filter(t -> t.migProfile().filter(profile::equals).isPresent())
                .findFirst();
    }

    private static List<VgpuDemand> spread(CardCapacity room, VgpuDemand demand) {
        List<VgpuDemand> cards = new ArrayList<>();
        VgpuDemand left = demand;
        while (!left.isEmpty() && cards.size() < MOST_CARDS) {
            Map<VgpuType, Integer> next = room.best(left);
            if (next.isEmpty()) {
                return List.of();
            }
            cards.add(new VgpuDemand(next));
            left = left.minus(next);
        }
        return left.isEmpty() ? cards : List.of();
    }
}
