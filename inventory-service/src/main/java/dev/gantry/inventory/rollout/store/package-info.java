/** Rollouts in the database. */
package dev.gantry.inventory.rollout.store;
