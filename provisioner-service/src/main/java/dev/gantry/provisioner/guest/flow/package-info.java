/** Checks of guests: described, asked for, made by a worker, read. */
@NullMarked
package dev.gantry.provisioner.guest.flow;

import org.jspecify.annotations.NullMarked;
