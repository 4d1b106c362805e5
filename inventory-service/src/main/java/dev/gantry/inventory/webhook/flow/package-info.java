/** Registers webhooks and delivers events to them. */
@NullMarked
package dev.gantry.inventory.webhook.flow;

import org.jspecify.annotations.NullMarked;
