/** Kernel arguments, boot loaders, the initial ramdisk. */
@NullMarked
package dev.gantry.provisioner.model.kernel;

import org.jspecify.annotations.NullMarked;
