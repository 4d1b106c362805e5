/** One call over many hosts, carried out host by host. */
@NullMarked
package dev.gantry.inventory.bulk.flow;

import org.jspecify.annotations.NullMarked;
