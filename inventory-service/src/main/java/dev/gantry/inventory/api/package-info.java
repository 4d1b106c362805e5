/** The door for people: REST resources and what they take and give. */
@NullMarked
package dev.gantry.inventory.api;

import org.jspecify.annotations.NullMarked;
