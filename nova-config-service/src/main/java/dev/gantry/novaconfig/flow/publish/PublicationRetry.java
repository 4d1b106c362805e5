package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.job.Outcome;
import dev.gantry.novaconfig.git.PushResult;
import java.time.Duration;
import java.util.List;

/** What a publication that could not be brought waits for, and for how long; the job, the revision and the log say it in the same words. */
final class PublicationRetry {

    static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private PublicationRetry() {}

    /** @param behind scopes whose revision was made by earlier settings */
    static String untilRendered(List<String> behind) {
        return "waits until %s %s rendered by the settings of now"
                .formatted(String.join(", ", behind), behind.size() == 1 ? "is" : "are");
    }

    /** {@code unreachable: Connection refused} */
    static String reason(PushResult.Failed failed) {
        return failed.reason() + ": " + failed.detail();
    }

    /** Somebody pushed meanwhile: at once again. Nobody answers: later. What was refused stays so until a person changes something. */
    static Outcome after(PushResult.Failed failed) {
        return switch (failed.reason()) {
            case "diverged" -> new Outcome.Retry(SOON, reason(failed));
            case "unreachable" -> new Outcome.Retry(LATER, reason(failed));
            default -> new Outcome.Failed(reason(failed));
        };
    }
}
