/** What can be done with hosts: one class per verb, one transaction each. */
@NullMarked
package dev.gantry.inventory.flow;

import org.jspecify.annotations.NullMarked;
