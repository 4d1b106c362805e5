/** REST resources of groups. */
@NullMarked
package dev.gantry.inventory.api.variables;

import org.jspecify.annotations.NullMarked;
