/** The desired state of hosts, with the stored groups. */
@NullMarked
package dev.gantry.inventory.flow.desired;

import org.jspecify.annotations.NullMarked;
