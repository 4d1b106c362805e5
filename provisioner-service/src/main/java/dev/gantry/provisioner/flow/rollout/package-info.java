/** Rollouts: made, stopped, resumed, shown. */
@NullMarked
package dev.gantry.provisioner.flow.rollout;

import org.jspecify.annotations.NullMarked;
