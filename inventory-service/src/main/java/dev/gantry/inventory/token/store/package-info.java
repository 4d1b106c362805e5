/** Rows of API tokens. */
package dev.gantry.inventory.token.store;
