/** What a person reads: lines, colours, differences, and failures with the next thing to do. */
@NullMarked
package dev.gantry.local.suite.terminal;

import org.jspecify.annotations.NullMarked;
