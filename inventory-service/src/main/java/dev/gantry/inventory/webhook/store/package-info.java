/** Rows of webhooks. */
@NullMarked
package dev.gantry.inventory.webhook.store;

import org.jspecify.annotations.NullMarked;
