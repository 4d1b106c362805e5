/** Inspection of hosts, and drift. */
@NullMarked
package dev.gantry.provisioner.flow.inspect;

import org.jspecify.annotations.NullMarked;
