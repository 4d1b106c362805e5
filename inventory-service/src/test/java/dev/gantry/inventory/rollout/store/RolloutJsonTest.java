package dev.gantry.inventory.rollout.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.host.DrainOptions;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutHost;
import dev.gantry.inventory.rollout.model.RolloutRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutJsonTest {

    @Test
    void isReadAsItWasWritten() {
        // given
        Instant now = Instant.parse("2026-11-30T12:00:00.123456Z");
        Rollout.Request request = new Rollout.Request(
                List.of("gpu0", "gpu1"),
                Map.of("layout", List.of(Map.of("a", 1))),
                new RolloutRules(1, 2, 3, 4, 5, null, new DrainOptions(List.of("shelve"), true, 2, 1, null), true));
        Rollout made = Rollout.made("r", request, "amira", now);
        RolloutHost begun = made.hosts().getFirst().begun(now, 7, Map.of("layout", List.of()));
        Rollout rollout = made.with(List.of(begun, made.hosts().getLast())).stopped("why");
        // when
        String json = RolloutJson.write(rollout);
        // then
        assertThat(RolloutJson.read(json)).isEqualTo(rollout);
        assertThat(json).doesNotContain("isOpen", "\"open\"");
    }
}
