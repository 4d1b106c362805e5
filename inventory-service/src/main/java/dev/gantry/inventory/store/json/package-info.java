/** Records in jsonb columns. */
package dev.gantry.inventory.store.json;
