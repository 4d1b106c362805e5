/** The desired state of a host's GPUs, read from the variables that count for it. */
@NullMarked
package dev.gantry.inventory.model.desired;

import org.jspecify.annotations.NullMarked;
