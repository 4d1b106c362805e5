/** Use cases of image definitions. */
@NullMarked
package dev.gantry.imagebuilder.flow.image;

import org.jspecify.annotations.NullMarked;
