package dev.gantry.imagebuilder.model.channel;

import java.time.Instant;

/** Which build of an image a channel gave out from a moment on, and who said so. */
public record ChannelEntry(String image, Channel channel, String build, String actor, Instant at) {}
