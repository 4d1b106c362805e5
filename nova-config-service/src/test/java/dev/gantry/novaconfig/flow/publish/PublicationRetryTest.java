package dev.gantry.novaconfig.flow.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.kit.job.Outcome;
import dev.gantry.novaconfig.git.PushResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a retry of a publication says, and when it comes. */
class PublicationRetryTest {

    @Test
    void waitsByTheNamesOfWhatIsBehind() {
        assertThat(PublicationRetry.untilRendered(List.of("computegpu000")))
                .isEqualTo("waits until computegpu000 is rendered by the settings of now");
        assertThat(PublicationRetry.untilRendered(List.of("computegpu000", "the site")))
                .isEqualTo("waits until computegpu000, the site are rendered by the settings of now");
    }

    @Test
    void whoPushedMeanwhileIsFollowedAtOnceWhoDoesNotAnswerLater() {
        assertThat(PublicationRetry.after(new PushResult.Failed("diverged", "main moved to 1f2e3d4")))
                .isEqualTo(new Outcome.Retry(Duration.ofSeconds(2), "diverged: main moved to 1f2e3d4"));
        assertThat(PublicationRetry.after(new PushResult.Failed("unreachable", "Connection refused")))
                .isEqualTo(new Outcome.Retry(Duration.ofSeconds(30), "unreachable: Connection refused"));
        assertThat(PublicationRetry.after(new PushResult.Failed("refused", "pre-receive hook: no")))
                .isEqualTo(new Outcome.Failed("refused: pre-receive hook: no"));
    }
}
