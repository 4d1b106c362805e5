package dev.gantry.local.suite.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final List<String> SERVICES = List.of("inventory", "provisioner");
    private static final FaultSchedule.Targets TARGETS = new FaultSchedule.Targets(
            List.of("inventory", "provisioner", "broker", "database"), SERVICES, List.of("host-0", "host-1"));

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(faults(7)).isEqualTo(faults(7)).isNotEqualTo(faults(8));
    }

    @Test
    void faultsFallInTheOrderOfTimeAndWithinIt() {
        // when
        List<PlannedFault> faults = faults(7);
        // then
        assertThat(faults).isSortedAccordingTo(Comparator.comparing(PlannedFault::at));
        assertThat(faults.getLast().at()).isLessThan(TIME);
    }

    @Test
    void noProcessGetsAFaultWhileItHasOne() {
        // given
        Map<String, Duration> until = new HashMap<>();
        for (PlannedFault fault : faults(7)) {
            if (fault.kind().isOfProcess()) {
                // when
                Duration free = until.getOrDefault(fault.target(), Duration.ZERO);
                until.put(fault.target(), fault.at().plus(fault.length()));
                // then
                assertThat(fault.at()).as(fault.toString()).isGreaterThanOrEqualTo(free);
            }
        }
    }

    @Test
    void everyRunBeginsWithStallsOfTheBrokerAndOfEachService() {
        // when
        List<PlannedFault> first = faults(7).stream()
                .filter(fault -> fault.kind().isOfProcess())
                .limit(1 + SERVICES.size())
                .toList();
        // then
        assertThat(first).extracting(PlannedFault::target).containsExactly("broker", "inventory", "provisioner");
        assertThat(first).allSatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.STALL);
            assertThat(fault.length()).isGreaterThan(LEASE);
        });
    }

    @Test
    void tenMinutesHoldEveryKindOfFault() {
        assertThat(faults(7)).extracting(PlannedFault::kind).contains(FaultKind.values());
    }

    private static List<PlannedFault> faults(long seed) {
        return new FaultSchedule(new Random(seed), TIME, LEASE).make(TARGETS);
    }
}
