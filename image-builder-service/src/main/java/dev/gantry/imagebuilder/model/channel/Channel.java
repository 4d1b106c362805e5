package dev.gantry.imagebuilder.model.channel;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A channel of an image: a build is a candidate first, then it may become stable. */
public enum Channel {
    CANDIDATE,
    STABLE;

    /** @throws ProblemException {@code channel-unknown} */
    public static Channel parse(String word) {
        return Arrays.stream(values())
                .filter(c -> c.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "channel-unknown",
                        "Channel not known",
                        new Violation("channel", word, "one of " + words(), "Correct it")));
    }

    /** As paths and people write it: {@code stable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(Channel::word).toList();
    }
}
