/** The restart that a plan needs. */
@NullMarked
package dev.gantry.provisioner.model.reboot;

import org.jspecify.annotations.NullMarked;
