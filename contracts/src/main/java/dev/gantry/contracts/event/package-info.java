/** What all events have in common. */
@NullMarked
package dev.gantry.contracts.event;

import org.jspecify.annotations.NullMarked;
