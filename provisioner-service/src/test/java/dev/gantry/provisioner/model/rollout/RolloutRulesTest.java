package dev.gantry.provisioner.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.run.RunState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutRulesTest {

    private final RolloutRules rules = new RolloutRules(List.of("a", "b", "c", "d"), 1, 2, 1);

    @Test
    void onlyTheCanaryBeginsAtFirst() {
        assertThat(rules.holds("a", Map.of())).isEmpty();
        assertThat(rules.holds("b", Map.of("a", RunState.RUNNING))).contains("for canary a to succeed");
    }

    @Test
    void afterTheCanaryNoMoreThanTheLimitAreUnderWay() {
        // given
        Map<String, RunState> runs =
                Map.of("a", RunState.SUCCEEDED, "b", RunState.WAITING, "c", RunState.RUNNING, "d", RunState.QUEUED);

        // then
        assertThat(rules.holds("d", runs)).contains("for one of b, c to end; at most 2 at a time");
        assertThat(rules.holds("d", Map.of("a", RunState.SUCCEEDED, "b", RunState.WAITING)))
                .isEmpty();
    }

    @Test
    void stopsWhenMoreFailThanTheBudgetAllows() {
        assertThat(rules.stops(Map.of("a", RunState.SUCCEEDED, "b", RunState.FAILED)))
                .isEmpty();
        assertThat(rules.stops(Map.of("b", RunState.FAILED, "c", RunState.FAILED)))
                .contains("failed: b, c; the budget is 1");
    }
}
