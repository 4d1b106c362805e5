/** Image definitions. */
@NullMarked
package dev.gantry.imagebuilder.model.image;

import org.jspecify.annotations.NullMarked;
