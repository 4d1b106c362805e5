/** What is known of an API token. */
@NullMarked
package dev.gantry.inventory.token.model;

import org.jspecify.annotations.NullMarked;
