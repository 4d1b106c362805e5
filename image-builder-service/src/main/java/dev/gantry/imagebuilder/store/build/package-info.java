/** Image builds in the database. */
package dev.gantry.imagebuilder.store.build;
