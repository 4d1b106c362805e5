/** What is true of NVIDIA GPUs on a hypervisor: addresses, vGPU types, MIG, layouts, drivers and the rules between them. */
@NullMarked
package dev.gantry.gpu;

import org.jspecify.annotations.NullMarked;
