/** Rows of groups and of the site's variables. */
package dev.gantry.inventory.store.variables;
