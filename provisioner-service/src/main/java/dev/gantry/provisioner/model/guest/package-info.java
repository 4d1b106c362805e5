/** The truth about guests that hold vGPUs: how they are looked at, what they lack, and when they count as licensed. */
@NullMarked
package dev.gantry.provisioner.model.guest;

import org.jspecify.annotations.NullMarked;
