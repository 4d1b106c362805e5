/** The database of this service: rows, and the repositories that map them. Rows leave it nowhere. */
package dev.gantry.provisioner.store;
