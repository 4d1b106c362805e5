/** Figures of this service, measured from outside on a running one. */
@NullMarked
package dev.gantry.imagebuilder.bench;

import org.jspecify.annotations.NullMarked;
