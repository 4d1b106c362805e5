package dev.gantry.imagebuilder.flow.channel;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildState;
import dev.gantry.imagebuilder.model.channel.Channel;
import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import dev.gantry.imagebuilder.model.channel.GlanceListing;
import dev.gantry.imagebuilder.store.build.BuildRepository;
import dev.gantry.imagebuilder.store.channel.ChannelRepository;
import dev.gantry.kit.security.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Gives a build out through a channel, or goes back to the one before. Stable takes only what was a candidate. */
@ApplicationScoped
public class ChannelService {

    private final ChannelRepository channels;
    private final BuildRepository builds;
    private final GlanceListings glance;
    private final Actor actor;
    private final Clock clock;

    ChannelService(
            ChannelRepository channels, BuildRepository builds, GlanceListings glance, Actor actor, Clock clock) {
        this.channels = channels;
        this.builds = builds;
        this.glance = glance;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public ChannelEntry promote(String image, Channel channel, String buildId) {
        Build build = builds.find(buildId)
                .filter(b -> b.image().name().equals(image))
                .orElseThrow(() -> ProblemException.unknown(
                        "build-not-found", "Build not known", "%s has no build %s.".formatted(image, buildId)));
        if (build.state() != BuildState.SUCCEEDED) {
            throw ProblemException.conflict(
                    "build-not-succeeded",
                    "Build has no image",
                    "Build %s is %s; only one that succeeded can be given out.".formatted(buildId, build.state()));
        }
        boolean wasCandidate = channels.history(image, Channel.CANDIDATE).stream()
                .anyMatch(e -> e.build().equals(buildId));
        if (channel != Channel.CANDIDATE && !wasCandidate) {
            throw ProblemException.conflict(
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
    public ChannelEntry rollBack(String image, Channel channel) {
        List<ChannelEntry> history = channels.history(image, channel);
        String present = history.isEmpty() ? "" : history.getFirst().build();
        String before = history.stream()
                .map(ChannelEntry::build)
                .filter(b -> !b.equals(present))
                .findFirst()
                .orElseThrow(() -> ProblemException.conflict(
                        "channel-has-no-earlier",
                        "No earlier build in this channel",
                        "%s of %s has given out %d builds.".formatted(channel.word(), image, history.size())));
        return enter(image, channel, before);
    }

    /** Newest first. */
    @Transactional
    public List<ChannelEntry> history(String image, Channel channel) {
        return channels.history(image, channel);
    }

    /** How the image stands in Glance; empty where it is in none. */
    @Transactional
    public Optional<GlanceListing> listing(String image) {
        return glance.find(image);
    }

    private ChannelEntry enter(String image, Channel channel, String buildId) {
        ChannelEntry entry = new ChannelEntry(image, channel, buildId, actor.name(), clock.instant());
        channels.add(entry);
        glance.request(image);
        return entry;
    }
}
