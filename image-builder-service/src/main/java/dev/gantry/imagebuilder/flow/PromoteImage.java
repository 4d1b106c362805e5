package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.BuildState;
import dev.gantry.imagebuilder.model.ChannelEntry;
import dev.gantry.imagebuilder.model.Flaw;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.store.Builds;
import dev.gantry.imagebuilder.store.Channels;
import dev.gantry.kit.security.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Gives a build out through a channel, or goes back to the one before. Stable takes only what was a candidate. */
@ApplicationScoped
public class PromoteImage {

    private static final String CANDIDATE = "candidate";
    private static final List<String> CHANNELS = List.of(CANDIDATE, "stable");

    private final Channels channels;
    private final Builds builds;
    private final Actor actor;
    private final Clock clock;

    PromoteImage(Channels channels, Builds builds, Actor actor, Clock clock) {
        this.channels = channels;
        this.builds = builds;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public ChannelEntry promote(String image, String channel, String buildId) {
        known(channel);
        Build build = builds.find(buildId)
                .filter(b -> b.image().name().equals(image))
                .orElseThrow(() -> Refusal.unknown(
                        "build-not-found", "Build not known", "%s has no build %s.".formatted(image, buildId)));
        if (build.state() != BuildState.SUCCEEDED) {
            throw Refusal.conflict(
                    "build-not-succeeded",
                    "Build has no image",
                    "Build %s is %s; only one that succeeded can be given out.".formatted(buildId, build.state()));
        }
        boolean wasCandidate = channels.history(image, CANDIDATE).stream()
                .anyMatch(e -> e.build().equals(buildId));
        if (!channel.equals(CANDIDATE) && !wasCandidate) {
            throw Refusal.conflict(
                    "build-not-candidate",
                    "Build was no candidate",
                    "Give build %s out as candidate first, try it, then promote it.".formatted(buildId));
        }
        List<ChannelEntry> history = channels.history(image, channel);
        if (!history.isEmpty() && history.getFirst().build().equals(buildId)) {
            return history.getFirst();
        }
        return enter(image, channel, buildId);
    }

    /** Back to the build that was given out before the present one. */
    @Transactional
    public ChannelEntry rollBack(String image, String channel) {
        known(channel);
        List<ChannelEntry> history = channels.history(image, channel);
        String present = history.isEmpty() ? "" : history.getFirst().build();
        String before = history.stream()
                .map(ChannelEntry::build)
                .filter(b -> !b.equals(present))
                .findFirst()
                .orElseThrow(() -> Refusal.conflict(
                        "channel-has-no-earlier",
                        "No earlier build in this channel",
                        "%s of %s has given out %d builds.".formatted(channel, image, history.size())));
        return enter(image, channel, before);
    }

    /** Newest first. */
    @Transactional
    public List<ChannelEntry> history(String image, String channel) {
        known(channel);
        return channels.history(image, channel);
    }

    private ChannelEntry enter(String image, String channel, String buildId) {
        ChannelEntry entry = new ChannelEntry(image, channel, buildId, actor.name(), clock.instant());
        channels.add(entry);
        return entry;
    }

    private static void known(String channel) {
        if (!CHANNELS.contains(channel)) {
            throw Refusal.invalid(
                    "channel-unknown",
                    "Channel not known",
                    new Flaw("channel", channel, "one of " + CHANNELS, "Correct it"));
        }
    }
}
