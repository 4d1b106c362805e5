/** The management controllers of hosts, by Redfish. */
@NullMarked
package dev.gantry.provisioner.redfish;

import org.jspecify.annotations.NullMarked;
