/** The suite's events as a stream. */
@NullMarked
package dev.gantry.inventory.api.event;

import org.jspecify.annotations.NullMarked;
