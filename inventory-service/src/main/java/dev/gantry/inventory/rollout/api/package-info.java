/** REST resource of rollouts. */
@NullMarked
package dev.gantry.inventory.rollout.api;

import org.jspecify.annotations.NullMarked;
