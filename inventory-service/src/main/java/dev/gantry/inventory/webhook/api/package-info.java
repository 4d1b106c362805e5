/** REST resources of webhooks. */
@NullMarked
package dev.gantry.inventory.webhook.api;

import org.jspecify.annotations.NullMarked;
