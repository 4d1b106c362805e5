/** Events of the suite as they are kept and asked for. */
@NullMarked
package dev.gantry.inventory.model.event;

import org.jspecify.annotations.NullMarked;
