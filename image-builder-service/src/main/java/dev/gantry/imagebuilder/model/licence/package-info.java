/** Licence tokens and the licence server. */
@NullMarked
package dev.gantry.imagebuilder.model.licence;

import org.jspecify.annotations.NullMarked;
