/** What callers do meanwhile, and what they were told. */
@NullMarked
package dev.gantry.local.suite.chaos.load;

import org.jspecify.annotations.NullMarked;
