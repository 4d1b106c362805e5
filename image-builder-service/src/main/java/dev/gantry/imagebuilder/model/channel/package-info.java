/** Channels of an image. */
@NullMarked
package dev.gantry.imagebuilder.model.channel;

import org.jspecify.annotations.NullMarked;
