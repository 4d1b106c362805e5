/** Driver versions of hosts and guests, and NVIDIA's driver catalogue. */
@NullMarked
package dev.gantry.imagebuilder.model.alignment;

import org.jspecify.annotations.NullMarked;
