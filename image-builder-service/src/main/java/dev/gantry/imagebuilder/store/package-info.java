/** The database: what all repositories share. */
package dev.gantry.imagebuilder.store;
