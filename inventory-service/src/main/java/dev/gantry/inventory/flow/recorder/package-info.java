/** What the other services tell about a host, kept: inspections, runs, placement checks. */
@NullMarked
package dev.gantry.inventory.flow.recorder;

import org.jspecify.annotations.NullMarked;
