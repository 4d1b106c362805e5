/** Git sources: fetched, imported, and told. */
@NullMarked
package dev.gantry.inventory.source.flow;

import org.jspecify.annotations.NullMarked;
