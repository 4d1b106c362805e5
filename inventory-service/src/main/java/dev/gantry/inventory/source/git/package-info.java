/** The door to the repository of a source. */
@NullMarked
package dev.gantry.inventory.source.git;

import org.jspecify.annotations.NullMarked;
