/** The truth about guests that hold vGPUs: how they are inspected, what they lack, when they count as licensed. */
@NullMarked
package dev.gantry.provisioner.guest.model;

import org.jspecify.annotations.NullMarked;
