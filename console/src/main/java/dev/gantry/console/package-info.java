/** The console in the browser: its files, and one origin for the suite's four services. */
@NullMarked
package dev.gantry.console;

import org.jspecify.annotations.NullMarked;
