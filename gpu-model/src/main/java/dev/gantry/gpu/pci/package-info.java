/** Addresses and ids of PCI devices and the names of what lies on them. */
@NullMarked
package dev.gantry.gpu.pci;

import org.jspecify.annotations.NullMarked;
