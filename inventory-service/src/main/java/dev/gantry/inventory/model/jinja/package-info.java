/** Jinja's expressions, as far as inventories use them. */
@NullMarked
package dev.gantry.inventory.model.jinja;

import org.jspecify.annotations.NullMarked;
