/** REST resources of imports. */
@NullMarked
package dev.gantry.inventory.imports.api;

import org.jspecify.annotations.NullMarked;
