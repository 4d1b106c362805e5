/** Checkpoints of publications in the database. */
package dev.gantry.imagebuilder.store.artifact;
