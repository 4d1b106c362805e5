/** Accepts long operations and keeps how far they are. */
@NullMarked
package dev.gantry.inventory.operation.flow;

import org.jspecify.annotations.NullMarked;
