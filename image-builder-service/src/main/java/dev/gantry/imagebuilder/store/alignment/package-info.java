/** Host drivers and the driver catalogue in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.alignment;

import org.jspecify.annotations.NullMarked;
