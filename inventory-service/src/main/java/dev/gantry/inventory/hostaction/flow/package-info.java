/** Carries out one action over many hosts, host by host. */
@NullMarked
package dev.gantry.inventory.hostaction.flow;

import org.jspecify.annotations.NullMarked;
