/** Numbers as Python writes and reads them. */
@NullMarked
package dev.gantry.inventory.model.python;

import org.jspecify.annotations.NullMarked;
