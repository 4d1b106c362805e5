/** Channels in the database. */
package dev.gantry.imagebuilder.store.channel;
