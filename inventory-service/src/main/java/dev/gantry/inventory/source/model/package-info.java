/** A Git source: what a person says of it, and where it stands. */
@NullMarked
package dev.gantry.inventory.source.model;

import org.jspecify.annotations.NullMarked;
