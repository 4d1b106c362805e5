/** Driver bundles, licence tokens, image definitions and their builds. */
@NullMarked
package dev.gantry.imagebuilder;

import org.jspecify.annotations.NullMarked;
