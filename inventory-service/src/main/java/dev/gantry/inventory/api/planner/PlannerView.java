package dev.gantry.inventory.api.planner;

import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.layout.VgpuDefinitions;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.mig.MigPlacement;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.planner.CardChange;
import dev.gantry.gpu.planner.CardContents;
import dev.gantry.gpu.planner.CardPlan;
import dev.gantry.gpu.planner.CardRemainder;
import dev.gantry.gpu.planner.FleetPlan;
import dev.gantry.gpu.planner.Occupancy;
import dev.gantry.gpu.planner.VgpuDemand;
import dev.gantry.inventory.flow.planner.PlannerService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the planner answers. {@code card} for one card, {@code changes} for hosts, in the order to make them; {@code present} is there already;
 * {@code missing} finds no place for the {@code reasons}; {@code instead} would fit; {@code spread} is what each of several such cards would carry.
 */
public record PlannerView(
        String demand,
        boolean fits,
        @Nullable Card card,
        Map<String, Integer> present,
        List<Change> changes,
        Map<String, Integer> missing,
        List<String> reasons,
        List<String> instead,
        List<String> spread,
        @Nullable Considered considered) {

    /** One vGPU: number and resource class are null where no public source gives the number and a host has to be asked. */
    @Schema(name = "PlannedFunction")
    public record Function(
            int index,
            String type,
            @Nullable String mdevType,
            @Nullable String migProfile,
            @Nullable String resourceClass) {

        static Function of(int index, VgpuType type) {
            return new Function(
                    index,
                    type.name().toString(),
                    type.mdevType().map(Objects::toString).orElse(null),
                    type.migProfile().map(Objects::toString).orElse(null),
                    type.mdevType().map(t -> ResourceClass.of(t).name()).orElse(null));
        }
    }

    /** What is left on a card; {@code further}: how many more of each type would fit, each alone. */
    @Schema(name = "CardRemainder")
    public record Left(
            int computeSlices, int memorySlices, int framebufferMib, boolean stranded, Map<String, Integer> further) {

        static Left of(CardRemainder left) {
            return new Left(
                    left.computeSlices(),
                    left.memorySlices(),
                    left.framebufferMib(),
                    left.isStranded(),
                    named(left.further()));
        }
    }

    /** What one card carries. {@code placements}: each MIG device with start and size on the memory axis. */
    @Schema(name = "PlannedCard")
    public record Card(Map<String, Integer> migDevices, List<String> placements, List<Function> functions, Left left) {

        static Card of(CardContents contents, List<MigPlacement> placements, CardRemainder left) {
            Map<String, Integer> mig = new LinkedHashMap<>();
            for (Map.Entry<MigProfile, Integer> e :
                    contents.migDevices().counts().entrySet()) {
                mig.put(e.getKey().toString(), e.getValue());
            }
            List<Function> functions = contents.functions().entrySet().stream()
                    .map(e -> Function.of(e.getKey(), e.getValue()))
                    .toList();
            return new Card(mig, placements.stream().map(Objects::toString).toList(), functions, Left.of(left));
        }
    }

    /** Whether guests use the card; {@code known} false: nobody can say, for the reason given. */
    @Schema(name = "CardGuests")
    public record Guests(boolean known, @Nullable Integer inUse, String reason) {

        static Guests of(Occupancy occupancy) {
            return occupancy.state() == Occupancy.State.NOT_KNOWN
                    ? new Guests(false, null, occupancy.reason())
                    : new Guests(true, occupancy.guests(), occupancy.reason());
        }
    }

    /**
     * One card of one host. {@code kind}: {@code CUT} an empty card, {@code EXTEND} beside what is there, {@code RETYPE} in place of it.
     * {@code definition} is the card's entry in {@code vgpu_definitions}.
     */
    @Schema(name = "PlannedChangeOfCard")
    public record Change(
            int step,
            String host,
            String address,
            String model,
            String kind,
            Map<String, Integer> adds,
            Map<String, Integer> takesAway,
            boolean needsDrain,
            Guests guests,
            Card card,
            Map<String, Object> definition) {

        static Change of(int step, CardChange change) {
            PciAddress address = change.card().address();
            return new Change(
                    step,
                    change.card().host(),
                    address.toString(),
                    change.card().shape().model().suffix(),
                    change.kind().name(),
                    named(change.adds()),
                    named(change.takesAway()),
                    change.needsDrain(),
                    Guests.of(change.card().occupancy()),
                    Card.of(change.contents(), List.of(), change.left()),
                    entry(address, change.contents()));
        }
    }

    /** How many hosts and cards were looked at, and which were not. */
    @Schema(name = "PlannerConsidered")
    public record Considered(int hosts, int cards, List<PlannerService.LeftOut> leftOut) {}

    static PlannerView of(VgpuDemand demand, CardPlan plan) {
        return switch (plan) {
            case CardPlan.Fits fits ->
                new PlannerView(
                        demand.toString(),
                        true,
                        Card.of(fits.contents(), fits.placements(), fits.left()),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null);
            case CardPlan.Impossible no ->
                new PlannerView(
                        demand.toString(),
                        false,
                        null,
                        Map.of(),
                        List.of(),
                        named(demand.counts()),
                        no.reasons(),
                        texts(no.instead()),
                        texts(no.spread()),
                        null);
        };
    }

    static PlannerView of(PlannerService.OverHosts found) {
        FleetPlan plan = found.plan();
        List<Change> changes = new ArrayList<>();
        plan.changes().forEach(c -> changes.add(Change.of(changes.size() + 1, c)));
        return new PlannerView(
                plan.demand().toString(),
                plan.fits(),
                null,
                named(plan.present()),
                changes,
                named(plan.missing().counts()),
                plan.reasons(),
                texts(plan.instead()),
                List.of(),
                new Considered(found.hosts(), found.cards(), found.leftOut()));
    }

    private static Map<String, Integer> named(Map<VgpuType, Integer> counts) {
        Map<String, Integer> named = new LinkedHashMap<>();
        counts.forEach((type, count) -> named.put(type.name().toString(), count));
        return named;
    }

    private static List<String> texts(List<VgpuDemand> demands) {
        return demands.stream().map(VgpuDemand::toString).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(PciAddress address, CardContents contents) {
        Map<String, Object> written = VgpuDefinitions.write(new VgpuLayout(List.of(contents.layout(address))));
        return ((List<Map<String, Object>>) Objects.requireNonNull(written.get(VgpuDefinitions.ROOT))).getFirst();
    }
}
