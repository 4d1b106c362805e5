/** Image definitions in the database. */
package dev.gantry.imagebuilder.store.image;
