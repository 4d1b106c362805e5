/** REST resources of the channels of an image. */
@NullMarked
package dev.gantry.imagebuilder.api.channel;

import org.jspecify.annotations.NullMarked;
