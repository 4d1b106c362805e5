/** Host drivers and the driver catalogue in the database. */
package dev.gantry.imagebuilder.store.alignment;
