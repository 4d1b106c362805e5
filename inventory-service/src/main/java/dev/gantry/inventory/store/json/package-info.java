/** Records in jsonb columns. */
@NullMarked
package dev.gantry.inventory.store.json;

import org.jspecify.annotations.NullMarked;
