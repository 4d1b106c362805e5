/** Rows of hosts, their history and their plans. */
package dev.gantry.inventory.store.host;
