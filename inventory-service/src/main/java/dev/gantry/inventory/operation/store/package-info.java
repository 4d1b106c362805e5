/** Rows of long operations. */
package dev.gantry.inventory.operation.store;
