/** The door for machines: events of other services that this one reads. */
@NullMarked
package dev.gantry.imagebuilder.events;

import org.jspecify.annotations.NullMarked;
