/** The database: what all repositories share. */
@NullMarked
package dev.gantry.imagebuilder.store;

import org.jspecify.annotations.NullMarked;
