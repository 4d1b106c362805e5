/** The BIOS of hosts through their management controllers. */
@NullMarked
package dev.gantry.provisioner.flow.bios;

import org.jspecify.annotations.NullMarked;
