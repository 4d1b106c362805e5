/** Sources in the database. */
package dev.gantry.inventory.source.store;
