/** Rows of API tokens. */
@NullMarked
package dev.gantry.inventory.token.store;

import org.jspecify.annotations.NullMarked;
