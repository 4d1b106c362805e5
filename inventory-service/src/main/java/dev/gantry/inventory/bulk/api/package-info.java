/** REST resource of one call over many hosts. */
@NullMarked
package dev.gantry.inventory.bulk.api;

import org.jspecify.annotations.NullMarked;
