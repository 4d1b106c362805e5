/** Whole cards, given to vfio-pci. */
@NullMarked
package dev.gantry.provisioner.model.passthrough;

import org.jspecify.annotations.NullMarked;
