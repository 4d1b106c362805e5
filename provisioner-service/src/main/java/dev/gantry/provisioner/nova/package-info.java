/** The door to nova-config: its word on who holds a host's GPUs. */
@NullMarked
package dev.gantry.provisioner.nova;

import org.jspecify.annotations.NullMarked;
