package dev.gantry.gpu.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.rule.HostContext;
import dev.gantry.gpu.rule.LayoutValidator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetPlannerTest {

    private static final VgpuCatalogue CATALOGUE = VgpuCatalogue.bundled();
    private static final Occupancy FREE = Occupancy.free("no guest");

    private static VgpuDemand demand(String text) {
        return VgpuDemand.parse(text, CATALOGUE);
    }

    private static FleetCard card(String host, String model, @Nullable String carries, Occupancy occupancy) {
        CardShape shape = new CardShape(CATALOGUE.bySuffix(model).orElseThrow(), 16, Framework.MDEV);
        CardContents contents = carries == null
                ? CardContents.empty()
                : CardContents.of(demand(carries).counts());
        return new FleetCard(host, PciAddress.parse("0000:17:00.0"), shape, contents, occupancy);
    }

    private static List<String> told(FleetPlan plan) {
        return plan.changes().stream()
                .map(c -> c.card().host() + " " + c.kind() + " " + new VgpuDemand(c.adds()))
                .toList();
    }

    @Test
    void whatIsThereCountsAndTheLeastDisturbedComesFirst() {
        // given
        List<FleetCard> cards = List.of(
                card("h1", "A100D", "A100D-2-20C x3", Occupancy.inUse(3, "guests")),
                card("h2", "A100D", "A100D-40C x2", Occupancy.inUse(1, "one guest")),
                card("h3", "A100D", "A100D-40C x2", FREE),
                card("h4", "A100D", null, FREE),
                card("h5", "A100D", "A100D-20C x1", Occupancy.notKnown("not asked")));
        // when
        FleetPlan plan = FleetPlanner.plan(demand("A100D-2-20C x15"), cards, RetypePolicy.ANY);
        // then
        assertThat(plan.fits()).isTrue();
        assertThat(plan.present()).hasSize(1).containsValue(3);
        assertThat(told(plan))
                .containsExactly(
                        "h4 CUT A100D-2-20C x3",
                        "h3 RETYPE A100D-2-20C x3",
                        "h5 RETYPE A100D-2-20C x3",
                        "h2 RETYPE A100D-2-20C x3");
        assertThat(plan.changes().stream().map(CardChange::needsDrain)).containsExactly(false, false, true, true);
        assertThat(new VgpuDemand(plan.changes().get(1).takesAway())).hasToString("A100D-40C x2");
    }

    @Test
    void guestsStayUnlessThePolicySaysOtherwise() {
        // given
        List<FleetCard> cards = List.of(
                card("h1", "A100D", "A100D-40C x2", Occupancy.inUse(1, "one guest")),
                card("h2", "A100D", "A100D-40C x2", Occupancy.notKnown("not asked")),
                card("h3", "A100D", "A100D-40C x2", FREE));
        // when
        FleetPlan kept = FleetPlanner.plan(demand("A100D-1-10C x21"), cards, RetypePolicy.WITHOUT_GUESTS);
        FleetPlan never = FleetPlanner.plan(demand("A100D-1-10C x21"), cards, RetypePolicy.NEVER);
        // then
        assertThat(told(kept)).containsExactly("h3 RETYPE A100D-1-10C x7");
        assertThat(kept.missing()).hasToString("A100D-1-10C x14");
        assertThat(kept.reasons())
                .anyMatch(r -> r.contains("drain their hosts first, first h1"))
                .anyMatch(r -> r.contains("is not known, first h2"));
        assertThat(kept.instead()).hasToString("[A100D-1-10C x7]");
        assertThat(never.changes()).isEmpty();
        assertThat(never.reasons()).anyMatch(r -> r.contains("allow them to be cut anew, first h3"));
        assertThat(never.instead()).isEmpty();
    }

    @Test
    void freeFunctionsAndIdleMigDevicesAreUsedWithoutTouchingGuests() {
        // given
        FleetCard sliced = card("h1", "A40", "A40-12Q x1", Occupancy.inUse(1, "one guest"));
        FleetCard idle =
                new FleetCard("h2", PciAddress.parse("0000:17:00.0"), sliced.shape(), CardContents.empty(), FREE);
        CardContents cut = CardContents.of(demand("A100D-2-20C x3").counts());
        FleetCard mig = new FleetCard(
                "h3",
                PciAddress.parse("0000:18:00.0"),
                card("h3", "A100D", null, FREE).shape(),
                new CardContents(java.util.Map.of(1, cut.functions().get(0)), cut.migDevices()),
                Occupancy.inUse(1, "one guest"));
        // when
        FleetPlan plan = FleetPlanner.plan(
                demand("A40-12Q x8 + A100D-2-20C x3"), List.of(sliced, idle, mig), RetypePolicy.NEVER);
        // then
        assertThat(told(plan)).containsExactly("h2 CUT A40-12Q x4", "h1 EXTEND A40-12Q x3", "h3 EXTEND A100D-2-20C x2");
        assertThat(plan.missing()).isEqualTo(VgpuDemand.none());
        assertThat(plan.changes().getLast().contents().functions()).containsOnlyKeys(0, 1, 2);
        assertThat(plan.changes().getLast().contents().migDevices()).isEqualTo(cut.migDevices());
    }

    /** The mode for several sizes is set on an empty card only, so a card of one size takes no other beside guests. */
    @Test
    void sizesShareAnEmptyCardAndOneThatSharesAlready() {
        // given
        FleetCard empty = card("h1", "A40", null, FREE);
        FleetCard uniform = card("h2", "A40", "A40-12Q x2", Occupancy.inUse(1, "one guest"));
        FleetCard shared = card("h3", "A40", "A40-24Q x1 + A40-12Q x1", Occupancy.inUse(1, "one guest"));
        FleetCard older = card("h4", "V100D", null, FREE);
        // when
        List<String> cut = told(FleetPlanner.plan(demand("A40-24Q + A40-12Q x2"), List.of(empty), RetypePolicy.NEVER));
        FleetPlan beside = FleetPlanner.plan(demand("A40-12Q x2 + A40-8Q"), List.of(uniform), RetypePolicy.NEVER);
        List<String> further =
                told(FleetPlanner.plan(demand("A40-24Q + A40-12Q + A40-8Q"), List.of(shared), RetypePolicy.NEVER));
        FleetPlan no = FleetPlanner.plan(demand("V100D-16Q + V100D-8Q x2"), List.of(older), RetypePolicy.NEVER);
        // then
        assertThat(cut).containsExactly("h1 CUT A40-24Q x1 + A40-12Q x2");
        assertThat(beside.changes()).isEmpty();
        assertThat(beside.missing()).hasToString("A40-8Q x1");
        assertThat(further).containsExactly("h3 EXTEND A40-8Q x1");
        assertThat(told(no)).singleElement().asString().doesNotContain("+");
    }

    @Test
    void aTypeThatNoCardCanCarryIsSaidWithWhatThereIs() {
        // when
        FleetPlan plan =
                FleetPlanner.plan(demand("T4-4Q x2"), List.of(card("h1", "A40", null, FREE)), RetypePolicy.ANY);
        // then
        assertThat(plan.reasons()).containsExactly("T4-4Q: none of the 1 cards can carry it; they are A40");
        assertThat(FleetPlanner.plan(demand("T4-4Q"), List.of(), RetypePolicy.ANY)
                        .reasons())
                .containsExactly("T4-4Q: none of the 0 cards can carry it; they are none");
    }

    /** Random fleets and demands: what is planned obeys the rules of the model, and nothing is counted twice. */
    @Test
    void everythingPlannedIsAValidLayout() {
        long seed = 14;
        Random random = new Random(seed);
        List<String> types =
                List.of("A100D-1-10C", "A100D-2-20C", "A100D-3-40C", "A100D-40C", "A40-12Q", "A40-8Q", "A100D-1-20C");
        for (int round = 0; round < 200; round++) {
            List<FleetCard> cards = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                cards.add(random(random, "h" + i));
            }
            VgpuDemand demand = demand(types.get(random.nextInt(7)) + " x" + (1 + random.nextInt(20)) + " + "
                    + types.get(random.nextInt(7)) + " x" + (1 + random.nextInt(9)));
            FleetPlan plan = FleetPlanner.plan(demand, cards, RetypePolicy.values()[random.nextInt(3)]);
            plan.changes()
                    .forEach(c ->
                            assertThat(errors(c)).as("seed %d: %s", seed, c).isEmpty());
            demand.counts().forEach((type, count) -> {
                int added = plan.changes().stream()
                        .mapToInt(c -> c.adds().getOrDefault(type, 0))
                        .sum();
                int there = Math.min(count, plan.present().getOrDefault(type, 0));
                assertThat(added + there + plan.missing().count(type)).isEqualTo(count);
            });
            assertThat(plan.changes().stream().map(c -> c.card().host())).doesNotHaveDuplicates();
        }
    }

    private static FleetCard random(Random random, String host) {
        List<Occupancy> occupancies = List.of(FREE, Occupancy.notKnown("not asked"), Occupancy.inUse(2, "guests"));
        String[] contents = {null, "A100D-40C x2", "A100D-2-20C x2", "A100D-1-10C x3"};
        String[] others = {null, "A40-12Q x2", "A40-8Q x1"};
        Occupancy occupancy = occupancies.get(random.nextInt(3));
        return random.nextBoolean()
                ? card(host, "A100D", contents[random.nextInt(4)], occupancy)
                : card(host, "A40", others[random.nextInt(3)], occupancy);
    }

    private static List<RuleViolation> errors(CardChange change) {
        FleetCard card = change.card();
        CardFacts facts = new CardFacts(
                card.address(),
                card.shape().model().productIds().getFirst(),
                card.shape().functions(),
                card.shape().model().isMigCapable(),
                card.shape().model().framebufferMib());
        VgpuLayout layout = new VgpuLayout(List.of(change.contents().layout(card.address())));
        return new LayoutValidator(CATALOGUE)
                        .check(
                                DesiredGpus.of(layout),
                                List.of(facts),
                                HostContext.unknown().framework(Framework.MDEV))
                        .stream()
                        .filter(RuleViolation::isError)
                        .toList();
    }

    @Test
    void thousandHostsWithEightCardsTakeLessThanASecond() {
        // given
        List<FleetCard> cards = new ArrayList<>();
        for (int i = 0; i < 8000; i++) {
            String carries = i % 3 == 0 ? null : i % 3 == 1 ? "A100D-40C x2" : "A100D-2-20C x2";
            cards.add(card("h" + i / 8, "A100D", carries, i % 2 == 0 ? FREE : Occupancy.inUse(i % 5, "guests")));
        }
        FleetPlanner.plan(demand("A100D-1-10C x100"), cards, RetypePolicy.ANY);
        // when
        long start = System.nanoTime();
        FleetPlan plan = FleetPlanner.plan(demand("A100D-1-10C x20000 + A100D-2-20C x20000"), cards, RetypePolicy.ANY);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        // then
        assertThat(plan.changes()).isNotEmpty();
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }
}
