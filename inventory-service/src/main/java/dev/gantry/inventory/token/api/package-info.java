/** REST resources of API tokens. */
@NullMarked
package dev.gantry.inventory.token.api;

import org.jspecify.annotations.NullMarked;
