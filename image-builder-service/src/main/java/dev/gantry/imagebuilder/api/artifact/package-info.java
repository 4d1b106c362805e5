/** REST resources of published files and of the versions of their repository. */
@NullMarked
package dev.gantry.imagebuilder.api.artifact;

import org.jspecify.annotations.NullMarked;
