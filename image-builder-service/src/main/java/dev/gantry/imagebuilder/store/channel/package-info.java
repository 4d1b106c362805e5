/** Channels in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.channel;

import org.jspecify.annotations.NullMarked;
