/** The worker that does what is due at one host. */
@NullMarked
package dev.gantry.provisioner.flow.worker;

import org.jspecify.annotations.NullMarked;
