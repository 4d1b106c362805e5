/** What the BIOS has to be set to so that a host can give its cards away, by vendor. */
@NullMarked
package dev.gantry.provisioner.model.bios;

import org.jspecify.annotations.NullMarked;
