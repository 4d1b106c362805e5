/** Rollouts, carried out host by host. */
@NullMarked
package dev.gantry.inventory.rollout.flow;

import org.jspecify.annotations.NullMarked;
