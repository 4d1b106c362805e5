/** REST resources of image builds. */
@NullMarked
package dev.gantry.imagebuilder.api.build;

import org.jspecify.annotations.NullMarked;
