/** REST resources of image definitions. */
@NullMarked
package dev.gantry.imagebuilder.api.image;

import org.jspecify.annotations.NullMarked;
