/** The log of all events of the suite. */
package dev.gantry.inventory.store.event;
