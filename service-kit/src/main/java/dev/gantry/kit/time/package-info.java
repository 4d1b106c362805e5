/** The clock, loops that poll, waits that grow, and schedules that know of the stop. */
@NullMarked
package dev.gantry.kit.time;

import org.jspecify.annotations.NullMarked;
