/** REST resources of driver bundles. */
@NullMarked
package dev.gantry.imagebuilder.api.bundle;

import org.jspecify.annotations.NullMarked;
