/** Use cases of channels, and the publication of images to Glance. */
@NullMarked
package dev.gantry.imagebuilder.flow.channel;

import org.jspecify.annotations.NullMarked;
