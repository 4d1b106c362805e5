/** The log of all events of the suite: written and followed. */
@NullMarked
package dev.gantry.inventory.flow.event;

import org.jspecify.annotations.NullMarked;
