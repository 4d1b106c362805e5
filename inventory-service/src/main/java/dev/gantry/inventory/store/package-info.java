/** What is stored: entities and their queries. Entities never leave this room. */
package dev.gantry.inventory.store;
