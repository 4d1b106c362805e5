/** Starts, watches and stops the processes of the suite. */
@NullMarked
package dev.gantry.local.suite.launcher;

import org.jspecify.annotations.NullMarked;
