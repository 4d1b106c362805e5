/** What is kept of a host between inspections. */
@NullMarked
package dev.gantry.provisioner.model.host;

import org.jspecify.annotations.NullMarked;
