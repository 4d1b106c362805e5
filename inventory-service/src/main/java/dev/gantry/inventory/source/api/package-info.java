/** REST resources of Git sources. */
@NullMarked
package dev.gantry.inventory.source.api;

import org.jspecify.annotations.NullMarked;
