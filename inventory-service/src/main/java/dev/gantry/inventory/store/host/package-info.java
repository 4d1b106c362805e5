/** Rows of hosts, their history and their plans. */
@NullMarked
package dev.gantry.inventory.store.host;

import org.jspecify.annotations.NullMarked;
