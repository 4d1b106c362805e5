/** Rows of webhooks. */
package dev.gantry.inventory.webhook.store;
