/** MIG: profiles, sets of devices, and how they fit on a card. */
@NullMarked
package dev.gantry.gpu.mig;

import org.jspecify.annotations.NullMarked;
