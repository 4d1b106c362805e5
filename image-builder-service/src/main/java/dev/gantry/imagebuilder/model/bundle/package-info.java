/** Driver bundles: states, contents, published parts. */
@NullMarked
package dev.gantry.imagebuilder.model.bundle;

import org.jspecify.annotations.NullMarked;
