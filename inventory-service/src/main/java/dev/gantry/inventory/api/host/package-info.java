/** REST resources of hosts. */
@NullMarked
package dev.gantry.inventory.api.host;

import org.jspecify.annotations.NullMarked;
