/** Events of other services that this one consumes. */
@NullMarked
package dev.gantry.imagebuilder.events;

import org.jspecify.annotations.NullMarked;
