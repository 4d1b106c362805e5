/** Checkpoints of publications in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.artifact;

import org.jspecify.annotations.NullMarked;
