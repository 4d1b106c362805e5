package dev.gantry.imagebuilder.model.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.InvalidTransitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildTransitionTest {

    private static final Set<BuildState> OPEN = Set.of(BuildState.QUEUED, BuildState.RUNNING);
    private static final Map<BuildTransition, Set<BuildState>> ALLOWED = Map.of(
            BuildTransition.START,
            OPEN,
            BuildTransition.SUCCEED,
            Set.of(BuildState.RUNNING),
            BuildTransition.FAIL,
            OPEN,
            BuildTransition.CANCEL,
            OPEN);

    @Test
    void everyPairOfStateAndTransitionIsAllowedOrRefused() {
        for (BuildTransition transition : BuildTransition.values()) {
            for (BuildState state : BuildState.values()) {
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
        for (BuildTransition transition : BuildTransition.values()) {
            StringBuilder from = new StringBuilder();
            BuildState to = null;
            for (BuildState state : BuildState.values()) {
                if (transition.isAllowedFrom(state)) {
                    from.append(from.isEmpty() ? "" : ", ").append(state);
                    to = transition.apply(state);
                }
            }
            table.append("| %s | %s | %s |\n".formatted(transition, from, to));
        }

        // then
        assertThat(Files.readString(Path.of("..", "docs", "images.md"))).contains(table);
    }
}
