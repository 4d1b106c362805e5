package dev.gantry.novaconfig.model.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.Revision.Attempt;
import dev.gantry.novaconfig.model.publish.Revision.Cause;
import dev.gantry.novaconfig.model.publish.Revision.Content;
import dev.gantry.novaconfig.model.publish.Revision.Origin;
import dev.gantry.novaconfig.model.publish.Revision.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every (state, trigger) pair of a revision and every pair of a reconfiguration's states. */
class RevisionStateTest {

    private static final Publication SERVED = new Publication("served", "served", "/v1/revisions/1", Instant.EPOCH);

    @Test
    void everyPairOfStateAndTriggerIsAllowedOrRefused() {
        Map<RevisionState, Map<RevisionTrigger, Optional<RevisionState>>> wanted = Map.of(
                RevisionState.READY,
                Map.of(
                        RevisionTrigger.PUBLISH, Optional.of(RevisionState.PUBLISHED),
                        RevisionTrigger.FAIL, Optional.of(RevisionState.READY),
                        RevisionTrigger.RETRY, Optional.of(RevisionState.READY)),
                RevisionState.HELD,
                Map.of(
                        RevisionTrigger.PUBLISH, Optional.empty(),
                        RevisionTrigger.FAIL, Optional.empty(),
                        RevisionTrigger.RETRY, Optional.empty()),
                RevisionState.PUBLISHED,
                Map.of(
                        RevisionTrigger.PUBLISH, Optional.of(RevisionState.PUBLISHED),
                        RevisionTrigger.FAIL, Optional.empty(),
                        RevisionTrigger.RETRY, Optional.of(RevisionState.READY)));
        for (RevisionState state : RevisionState.values()) {
            for (RevisionTrigger trigger : RevisionTrigger.values()) {
                assertThat(state.after(trigger))
                        .as(state + " " + trigger)
                        .isEqualTo(wanted.get(state).get(trigger));
            }
        }
    }

    @Test
    void reconfigurationsMoveForwardOnly() {
        Map<ReconfigurationState, List<ReconfigurationState>> wanted = Map.of(
                ReconfigurationState.WAITING, List.of(ReconfigurationState.RUNNING, ReconfigurationState.FAILED),
                ReconfigurationState.RUNNING,
                        List.of(
                                ReconfigurationState.RUNNING,
                                ReconfigurationState.SUCCEEDED,
                                ReconfigurationState.FAILED),
                ReconfigurationState.SUCCEEDED, List.of(),
                ReconfigurationState.FAILED, List.of());
        for (ReconfigurationState from : ReconfigurationState.values()) {
            for (ReconfigurationState to : ReconfigurationState.values()) {
                assertThat(from.mayBecome(to))
                        .as(from + " " + to)
                        .isEqualTo(wanted.get(from).contains(to));
            }
        }
    }

    @Test
    void heldOneIsNeverPublished() {
        // given
        Revision held = revision(List.of(Finding.error("e", "h", "t.", "n.")));
        // then
        assertThat(held.state()).isEqualTo(RevisionState.HELD);
        assertThat(held.forPlace("git x main etc/kayobe")).isEqualTo(held);
        assertThatThrownBy(() -> held.published(SERVED, List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void publishedOneWaitsAgainWhenTheTargetIsAnotherPlace() {
        // given
        Revision published = revision(List.of()).published(SERVED, List.of());
        // then
        assertThat(published.forPlace("served")).isEqualTo(published);
        Revision waiting = published.forPlace("git file:///r main etc/kayobe");
        assertThat(waiting.state()).isEqualTo(RevisionState.READY);
        assertThat(waiting.publication()).isEqualTo(SERVED);
    }

    @Test
    void problemBelongsToTheAttemptItCameFrom() {
        // given
        Revision failed = revision(List.of()).notPublished(Attempt.failed("unreachable: x", List.of()));
        // then
        assertThat(failed.attempt().problem()).isEqualTo("unreachable: x");
        assertThat(failed.forPlace("served").attempt()).isEqualTo(Attempt.NONE);
        assertThat(failed.published(SERVED, List.of()).attempt()).isEqualTo(Attempt.NONE);
    }

    @Test
    void sameFilesWithOtherFindingsOrReleaseSaySomethingElse() {
        // given
        Revision one = revision(List.of());
        // then
        assertThat(one.says(one.content())).isTrue();
        assertThat(one.says(new Content("2024.1", one.content().files(), List.of(), List.of())))
                .isFalse();
        assertThat(one.says(new Content(
                        "2025.1", one.content().files(), List.of(), List.of(Finding.warning("w", "h", "t.", "n.")))))
                .isFalse();
    }

    private static Revision revision(List<Finding> findings) {
        Content content = new Content("2025.1", new TreeMap<>(Map.of("a.conf", "[devices]\n")), List.of(), findings);
        return Revision.made("1", new Origin("h", 1, 4, 2, new Cause("c", "what", "who")), content, Instant.EPOCH);
    }
}
