/** Image builds: states, inputs, recipe, and the log of diskimage-builder. */
@NullMarked
package dev.gantry.imagebuilder.model.build;

import org.jspecify.annotations.NullMarked;
