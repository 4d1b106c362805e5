/** What inventory consumes of the suite's events. */
@NullMarked
package dev.gantry.inventory.events;

import org.jspecify.annotations.NullMarked;
