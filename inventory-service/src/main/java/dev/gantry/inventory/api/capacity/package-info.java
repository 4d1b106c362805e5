/** REST of the capacity. */
@NullMarked
package dev.gantry.inventory.api.capacity;

import org.jspecify.annotations.NullMarked;
