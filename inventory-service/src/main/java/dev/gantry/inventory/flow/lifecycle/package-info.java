/** A host's way from state to state: what callers order, what follows by itself, and what a deadline ends. */
@NullMarked
package dev.gantry.inventory.flow.lifecycle;

import org.jspecify.annotations.NullMarked;
