/** The door for machines: facts of other services that concern nova configuration. */
@NullMarked
package dev.gantry.novaconfig.events;

import org.jspecify.annotations.NullMarked;
