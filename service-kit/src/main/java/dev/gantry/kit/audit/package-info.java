/** Who did what to what and why: written with each change that a caller makes, read by everyone, changed by nobody. */
@NullMarked
package dev.gantry.kit.audit;

import org.jspecify.annotations.NullMarked;
