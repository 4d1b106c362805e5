/** vGPU types of the vendor's own VFIO framework. */
@NullMarked
package dev.gantry.provisioner.model.vfio;

import org.jspecify.annotations.NullMarked;
