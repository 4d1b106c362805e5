/** Image builds in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.build;

import org.jspecify.annotations.NullMarked;
