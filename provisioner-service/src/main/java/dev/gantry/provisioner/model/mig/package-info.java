/** MIG mode and MIG devices. */
@NullMarked
package dev.gantry.provisioner.model.mig;

import org.jspecify.annotations.NullMarked;
