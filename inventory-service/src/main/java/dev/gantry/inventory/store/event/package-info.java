/** The log of all events of the suite. */
@NullMarked
package dev.gantry.inventory.store.event;

import org.jspecify.annotations.NullMarked;
