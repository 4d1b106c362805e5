/** The door to those who want events by HTTP. */
@NullMarked
package dev.gantry.inventory.webhook;

import org.jspecify.annotations.NullMarked;
