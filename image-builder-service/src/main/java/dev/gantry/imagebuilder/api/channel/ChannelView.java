package dev.gantry.imagebuilder.api.channel;

import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import dev.gantry.imagebuilder.model.channel.GlanceListing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of a channel as it is shown; {@code glance} tells whether the image service shows it so, on the newest entry alone. */
public record ChannelView(
        String image,
        String channel,
        String build,
        String actor,
        Instant at,
        @Nullable ListingView glance) {

    /** How the image stands in Glance. */
    public record ListingView(
            String state, @Nullable String reason, @Nullable Instant nextTryAt, Instant changedAt) {}

    static ChannelView of(ChannelEntry entry, @Nullable GlanceListing listing) {
        return new ChannelView(
                entry.image(),
                entry.channel().word(),
                entry.build(),
                entry.actor(),
                entry.at(),
                listing == null
                        ? null
                        : new ListingView(
                                listing.state().name(), listing.reason(), listing.nextTryAt(), listing.changedAt()));
    }
}
