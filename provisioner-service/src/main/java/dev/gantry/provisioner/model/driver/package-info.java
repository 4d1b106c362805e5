/** The vGPU host driver, and nouveau, which must not hold its cards. */
@NullMarked
package dev.gantry.provisioner.model.driver;

import org.jspecify.annotations.NullMarked;
