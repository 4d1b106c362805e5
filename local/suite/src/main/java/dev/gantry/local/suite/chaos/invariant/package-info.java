/** What holds whatever is broken, each its own class: looked at all along, and once more at rest. */
@NullMarked
package dev.gantry.local.suite.chaos.invariant;

import org.jspecify.annotations.NullMarked;
