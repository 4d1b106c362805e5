/** REST of the planner. */
@NullMarked
package dev.gantry.inventory.api.planner;

import org.jspecify.annotations.NullMarked;
