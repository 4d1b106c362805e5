/** Changes of groups, and the hosts that they reach. */
@NullMarked
package dev.gantry.inventory.flow.variables;

import org.jspecify.annotations.NullMarked;
