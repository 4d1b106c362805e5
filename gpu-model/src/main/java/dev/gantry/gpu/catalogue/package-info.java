/** Cards and vGPU types as public sources list them, and the names that they go by. */
@NullMarked
package dev.gantry.gpu.catalogue;

import org.jspecify.annotations.NullMarked;
