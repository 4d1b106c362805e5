/** The door for machines: what inventory reads of the suite's events. */
@NullMarked
package dev.gantry.inventory.events;

import org.jspecify.annotations.NullMarked;
