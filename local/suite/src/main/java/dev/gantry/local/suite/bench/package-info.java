/** Figures of the running suite, as JSON lines. */
@NullMarked
package dev.gantry.local.suite.bench;

import org.jspecify.annotations.NullMarked;
