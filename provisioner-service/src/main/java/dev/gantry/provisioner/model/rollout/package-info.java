/** Rollouts, and when hosts may reboot. */
@NullMarked
package dev.gantry.provisioner.model.rollout;

import org.jspecify.annotations.NullMarked;
