/** What the fleet has, what is taken, and what is free. */
@NullMarked
package dev.gantry.inventory.flow.capacity;

import org.jspecify.annotations.NullMarked;
