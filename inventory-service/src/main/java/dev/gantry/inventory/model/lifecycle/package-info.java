/** The life of a host on one page: states, what moves it, deadlines, what arrival does and what may be ordered. */
@NullMarked
package dev.gantry.inventory.model.lifecycle;

import org.jspecify.annotations.NullMarked;
