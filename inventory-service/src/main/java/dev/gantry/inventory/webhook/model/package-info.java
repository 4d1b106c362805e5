/** A receiver of events. */
@NullMarked
package dev.gantry.inventory.webhook.model;

import org.jspecify.annotations.NullMarked;
