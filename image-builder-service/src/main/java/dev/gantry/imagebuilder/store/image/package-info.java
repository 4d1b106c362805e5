/** Image definitions in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.image;

import org.jspecify.annotations.NullMarked;
