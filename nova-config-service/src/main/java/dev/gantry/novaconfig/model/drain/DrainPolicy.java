package dev.gantry.novaconfig.model.drain;

import dev.gantry.novaconfig.model.drain.Possibility.Answer;
import java.util.List;

/**
 * What an operator allows.
 *
 * @param ways in the order to try; what fits none waits for a person
 * @param unknown what a way counts as of which nobody knows whether it is possible
 * @param atOnce servers under way at the same time
 * @param failureBudget how many may be refused or fail before no further one begins
 */
public record DrainPolicy(List<DrainWay> ways, Unknown unknown, int atOnce, int failureBudget) {

    /** Nova itself refuses what it cannot do, so trying costs a refusal. */
    public enum Unknown {
        LEAVE,
        TRY
    }

    public static final DrainPolicy DEFAULT = new DrainPolicy(List.of(DrainWay.LIVE_MIGRATE), Unknown.LEAVE, 1, 0);

    public DrainPolicy {
        ways = List.copyOf(ways);
    }

    /** The first allowed way that is possible; {@link DrainWay#WAIT} when there is none. */
    public Possibility choose(DrainServer server, List<Possibility> possibilities) {
        String task = server.task();
        if (task != null) {
            return Possibility.yes(DrainWay.WAIT, "Nova is at work on it: " + task);
        }
        for (DrainWay way : ways) {
            for (Possibility possibility : possibilities) {
                boolean counts = possibility.answer() == Answer.YES
                        || possibility.answer() == Answer.NOT_KNOWN && unknown == Unknown.TRY;
                if (possibility.way() == way && counts) {
                    return possibility;
                }
            }
        }
        return Possibility.yes(
                DrainWay.WAIT,
                possibilities.stream()
                        .map(p -> p.way().word() + ": "
                                + (ways.contains(p.way()) || p.answer() == Answer.NO ? p.reason() : "not allowed"))
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("nothing is possible"));
    }
}
