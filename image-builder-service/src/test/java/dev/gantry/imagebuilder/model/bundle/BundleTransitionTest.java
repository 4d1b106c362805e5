package dev.gantry.imagebuilder.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.InvalidTransitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundleTransitionTest {

    private static final Map<BundleTransition, Set<BundleState>> ALLOWED = Map.of(
            BundleTransition.ANNOUNCE,
            Set.of(BundleState.values()),
            BundleTransition.STORE,
            Set.of(BundleState.ANNOUNCED),
            BundleTransition.REPUBLISH,
            Set.of(BundleState.STORED, BundleState.PUBLISHED, BundleState.WITHDRAWN, BundleState.FAILED),
            BundleTransition.PUBLISH,
            Set.of(BundleState.STORED),
            BundleTransition.WITHDRAW,
            Set.of(BundleState.PUBLISHED),
            BundleTransition.RESTORE,
            Set.of(BundleState.WITHDRAWN),
            BundleTransition.FAIL,
            Set.of(BundleState.ANNOUNCED, BundleState.STORED));

    @Test
    void everyPairOfStateAndTransitionIsAllowedOrRefused() {
        for (BundleTransition transition : BundleTransition.values()) {
            for (BundleState state : BundleState.values()) {
                if (ALLOWED.get(transition).contains(state)) {
                    assertThat(transition.apply(state)).isNotNull();
                } else {
                    assertThatThrownBy(() -> transition.apply(state)).isInstanceOf(InvalidTransitionException.class);
                }
            }
        }
    }

    @Test
    void theTableOfTheDocumentationIsThisOne() throws IOException {
        // given
        StringBuilder table = new StringBuilder("| transition | from | to |\n|---|---|---|\n");
        for (BundleTransition transition : BundleTransition.values()) {
            StringBuilder from = new StringBuilder();
            BundleState to = null;
            for (BundleState state : BundleState.values()) {
                if (transition.isAllowedFrom(state)) {
                    from.append(from.isEmpty() ? "" : ", ").append(state);
                    to = transition.apply(state);
                }
            }
            table.append("| %s | %s | %s |\n".formatted(transition, from, to));
        }

        // then
        assertThat(Files.readString(Path.of("..", "docs", "driver-bundles.md"))).contains(table);
    }
}
