/** Mediated devices. */
@NullMarked
package dev.gantry.provisioner.model.mdev;

import org.jspecify.annotations.NullMarked;
