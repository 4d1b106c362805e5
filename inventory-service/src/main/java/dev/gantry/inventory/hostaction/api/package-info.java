/** The call over many hosts. */
@NullMarked
package dev.gantry.inventory.hostaction.api;

import org.jspecify.annotations.NullMarked;
