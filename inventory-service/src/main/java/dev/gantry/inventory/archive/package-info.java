/** The door to archives of folders. */
@NullMarked
package dev.gantry.inventory.archive;

import org.jspecify.annotations.NullMarked;
