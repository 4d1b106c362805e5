/** A whole slice: finds what a kayobe configuration says that cannot be meant. Stores nothing. */
@NullMarked
package dev.gantry.novaconfig.lint;

import org.jspecify.annotations.NullMarked;
