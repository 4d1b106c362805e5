/** Driver bundles in the database. */
package dev.gantry.imagebuilder.store.bundle;
