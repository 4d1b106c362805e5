/** Rows of groups and of the site's variables. */
@NullMarked
package dev.gantry.inventory.store.variables;

import org.jspecify.annotations.NullMarked;
