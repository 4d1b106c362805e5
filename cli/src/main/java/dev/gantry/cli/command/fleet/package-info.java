/** Verbs for the whole fleet. */
@NullMarked
package dev.gantry.cli.command.fleet;

import org.jspecify.annotations.NullMarked;
