/** The parts of a plan: steps, changes, what follows, what blocks. */
@NullMarked
package dev.gantry.provisioner.model.plan;

import org.jspecify.annotations.NullMarked;
