/** A host, its states and every transition between them. */
@NullMarked
package dev.gantry.inventory.model.host;

import org.jspecify.annotations.NullMarked;
