package dev.gantry.imagebuilder.api.channel;

import dev.gantry.imagebuilder.model.channel.ChannelEntry;
import java.time.Instant;

/** An entry of a channel as it is shown. */
public record ChannelView(String image, String channel, String build, String actor, Instant at) {

    static ChannelView of(ChannelEntry entry) {
        return new ChannelView(entry.image(), entry.channel().word(), entry.build(), entry.actor(), entry.at());
    }
}
