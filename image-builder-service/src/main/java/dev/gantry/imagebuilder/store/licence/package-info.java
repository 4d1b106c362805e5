/** Licence tokens in the database. */
package dev.gantry.imagebuilder.store.licence;
