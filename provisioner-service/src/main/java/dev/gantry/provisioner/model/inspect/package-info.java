/** The output of the inspection script, and how its lines are read. */
@NullMarked
package dev.gantry.provisioner.model.inspect;

import org.jspecify.annotations.NullMarked;
