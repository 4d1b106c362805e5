/** Use cases of published files. */
@NullMarked
package dev.gantry.imagebuilder.flow.artifact;

import org.jspecify.annotations.NullMarked;
