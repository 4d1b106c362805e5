/** The command line of Gantry, for operators and their scripts. */
@NullMarked
package dev.gantry.cli;

import org.jspecify.annotations.NullMarked;
