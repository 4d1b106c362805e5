/** Cards whose time-sliced vGPUs differ in size. */
@NullMarked
package dev.gantry.provisioner.model.mixed;

import org.jspecify.annotations.NullMarked;
