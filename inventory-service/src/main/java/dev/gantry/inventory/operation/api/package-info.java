/** REST resources of long operations. */
@NullMarked
package dev.gantry.inventory.operation.api;

import org.jspecify.annotations.NullMarked;
