package dev.gantry.gpu.mig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

public class MigGeometryTest {

    private static final MigFamily A100_80 = MigFamily.named("80GB").orElseThrow();
    private static final MigFamily A30 = MigFamily.named("A30").orElseThrow();

    static Stream<MigFamily> families() {
        return MigFamily.all().stream();
    }

    @Test
    void knowsTheTwelveFullWaysToCutASevenSliceCard() {
        // when
        Set<MigSet> maximal =
                new MigGeometry(A100_80).maximal(profiles("1g.10gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb"));

        // then
        assertThat(maximal.stream().map(MigGeometryTest::slices))
                .containsExactlyInAnyOrder(
                        "7", "43", "33", "322", "421", "2221", "3211", "4111", "22111", "31111", "211111", "1111111");
    }

    @ParameterizedTest
    @CsvSource({"40GB,44", "80GB,44", "94GB,44", "141GB,44", "180GB,44", "A30,8"})
    void countsTheFullWaysWithMediaAndDoubleMemory(String family, int ways) {
        MigFamily card = MigFamily.named(family).orElseThrow();
        assertThat(new MigGeometry(card).maximal(card.profiles())).hasSize(ways);
    }

    @Test
    void knowsTheFourFullWaysToCutAnA30() {
        assertThat(new MigGeometry(A30)
                        .maximal(profiles("1g.6gb", "2g.12gb", "4g.24gb")).stream()
                                .map(MigGeometryTest::slices))
                .containsExactlyInAnyOrder("4", "22", "211", "1111");
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyPartOfWhatFitsFits(MigFamily family) {
        MigGeometry geometry = new MigGeometry(family);
        assertThat(geometry.feasible())
                .allSatisfy(set -> assertThat(set.counts().keySet()).allSatisfy(profile -> {
                    TreeMap<MigProfile, Integer> less = new TreeMap<>(set.counts());
                    less.merge(profile, -1, Integer::sum);
                    assertThat(geometry.fits(new MigSet(less))).isTrue();
                }));
    }

    /** Against a solver that knows nothing but the slots: it tries every position for every device in the order given. */
    @ParameterizedTest
    @MethodSource("families")
    void agreesWithTryingEverything(MigFamily family) {
        // given
        MigGeometry geometry = new MigGeometry(family);
        Random random = new Random(697);
        List<MigSlot> slots = family.slots();

        for (int round = 0; round < 400; round++) {
            List<MigSlot> wanted = random.ints(1 + random.nextInt(7), 0, slots.size())
                    .mapToObj(slots::get)
                    .toList();
            MigSet set = MigSet.empty();
            for (MigSlot slot : wanted) {
                set = set.plus(slot.profile());
            }

            // when
            boolean fits = geometry.fits(set);

            // then
            boolean media = wanted.stream().filter(MigSlot::takesMedia).count() <= 1;
            boolean compute = wanted.stream().mapToInt(MigSlot::computeSlices).sum() <= family.computeSlices();
            assertThat(fits).as("%s on %s", set, family.name()).isEqualTo(media && compute && exhaustive(wanted, 0));
        }
    }

    private static boolean exhaustive(List<MigSlot> wanted, int taken) {
        if (wanted.isEmpty()) {
            return true;
        }
        MigSlot first = wanted.getFirst();
        return first.starts().stream()
                .filter(start -> (taken & first.mask(start)) == 0)
                .anyMatch(start -> exhaustive(wanted.subList(1, wanted.size()), taken | first.mask(start)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void placesWithoutOverlapAndWithinTheCard(MigFamily family) {
        MigGeometry geometry = new MigGeometry(family);
        assertThat(geometry.feasible()).allSatisfy(set -> {
            MigFit.Placed placed = (MigFit.Placed) geometry.place(set);
            boolean[] taken = new boolean[family.memorySlices()];
            MigSet again = MigSet.empty();
            for (MigPlacement p : placed.placements()) {
                again = again.plus(p.profile());
                for (int i = p.start(); i < p.start() + p.size(); i++) {
                    assertThat(taken[i]).isFalse();
                    taken[i] = true;
                }
            }
            assertThat(again).isEqualTo(set);
        });
    }

    @Test
    void placesTheGuidesCard() {
        assertThat(new MigGeometry(A100_80).place(set("1g.10gb:1 2g.20gb:3")))
                .isEqualTo(new MigFit.Placed(List.of(
                        new MigPlacement(MigProfile.of(2, 20), 0, 2),
                        new MigPlacement(MigProfile.of(2, 20), 2, 2),
                        new MigPlacement(MigProfile.of(2, 20), 4, 2),
                        new MigPlacement(MigProfile.of(1, 10), 6, 1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2g.20gb:4                     | 4 of 2g.20gb wanted, at most 3 fit            | 3x 2g.20gb",
                "3g.40gb:2 1g.10gb:1           | 9 memory slices wanted, the card has 8        | 2x 3g.40gb",
                "4g.40gb:1 1g.10gb:4           | 8 compute slices wanted, the card has 7       | 3x 1g.10gb + 1x"
                        + " 4g.40gb",
                "1g.5gb:7                      | profile 1g.5gb does not exist on a 80GB card  | 7x 1g.10gb",
                "1c.2g.20gb:2                  | 1c.2g.20gb is a share of a GPU instance       | 2x 2g.20gb",
                "1g.10gb+me:2                  | 2 of 1g.10gb+me wanted, at most 1 fit         | 1x 1g.10gb+me",
                "1g.20gb:1 2g.20gb:2 3g.40gb:1 | 8 compute slices wanted, the card has 7       | 2x 2g.20gb + 1x"
                        + " 3g.40gb"
            })
    void tellsWhyNotAndWhatWould(String wanted, String reason, String nearest) {
        assertThat(new MigGeometry(A100_80).place(set(wanted))).isInstanceOfSatisfying(MigFit.Impossible.class, no -> {
            assertThat(no.reason()).startsWith(reason);
            assertThat(no.nearest().getFirst()).hasToString(nearest);
            assertThat(no.nearest()).hasSizeBetween(1, 3).allMatch(new MigGeometry(A100_80)::fits);
        });
    }

    @Test
    void hasOneSetOfMediaEngines() {
        assertThat(new MigGeometry(A30).place(set("1g.6gb+me:1 2g.12gb+me:1")))
                .isInstanceOfSatisfying(
                        MigFit.Impossible.class, no -> assertThat(no.reason()).contains("one set of media engines"));
    }

    @Test
    void holdsNothingAtAll() {
        assertThat(new MigGeometry(A30).place(MigSet.empty())).isEqualTo(new MigFit.Placed(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "81559,80GB",
        "40536,40GB",
        "95830,94GB",
        "143771,141GB",
        "183359,180GB",
        "24576,A30",
        "97871,-",
        "46068,-"
    })
    void recognisesAFamilyByTheMemoryThatADriverReports(int mib, String family) {
        assertThat(MigFamily.ofFramebuffer(mib).map(MigFamily::name).orElse("-"))
                .isEqualTo(family);
    }

    public static MigSet set(String text) {
        TreeMap<MigProfile, Integer> counts = new TreeMap<>();
        for (String part : text.strip().split(" ")) {
            counts.put(MigProfile.parse(part.split(":")[0]), Integer.valueOf(part.split(":")[1]));
        }
        return new MigSet(counts);
    }

    private static List<MigProfile> profiles(String... names) {
        return Stream.of(names).map(MigProfile::parse).toList();
    }

    /** 1x 1g + 3x 2g is 2221. */
    private static String slices(MigSet set) {
        String small = set.counts().entrySet().stream()
                .map(e -> String.valueOf(e.getKey().gpuSlices()).repeat(e.getValue()))
                .collect(Collectors.joining());
        return new StringBuilder(small).reverse().toString();
    }
}
