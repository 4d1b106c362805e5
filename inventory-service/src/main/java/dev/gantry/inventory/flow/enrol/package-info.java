/** A host becomes known, and its description changes. */
@NullMarked
package dev.gantry.inventory.flow.enrol;

import org.jspecify.annotations.NullMarked;
