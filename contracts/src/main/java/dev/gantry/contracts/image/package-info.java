/** Facts about driver bundles, licence tokens and guest images. */
@NullMarked
package dev.gantry.contracts.image;

import org.jspecify.annotations.NullMarked;
