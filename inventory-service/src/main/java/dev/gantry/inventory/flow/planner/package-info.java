/** The planner over the hosts of the fleet. */
@NullMarked
package dev.gantry.inventory.flow.planner;

import org.jspecify.annotations.NullMarked;
